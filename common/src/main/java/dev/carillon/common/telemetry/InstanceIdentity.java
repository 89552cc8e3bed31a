package dev.carillon.common.telemetry;

import java.time.Instant;
import java.util.UUID;

/**
 * Who this process is among all that run. Made anew at every start, so a restarted process is another instance.
 *
 * @param id the instance's own, random
 * @param service the service it is an instance of, such as {@code api-service}
 * @param host the machine or pod it runs on
 * @param version the version of the service
 * @param startedAt when it started
 */
public record InstanceIdentity(UUID id, String service, String host, String version, Instant startedAt) {}
