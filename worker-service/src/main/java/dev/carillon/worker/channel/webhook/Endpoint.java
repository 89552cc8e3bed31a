package dev.carillon.worker.channel.webhook;

import dev.carillon.common.identity.WebhookSecret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's endpoint, as it is to be called now.
 *
 * @param secrets that sign, the newest first: one, or two for a while after a rotation
 * @param failing whether the last delivery that is known of failed
 * @param disabledReason null when it is enabled
 */
record Endpoint(
        String url,
        List<WebhookSecret> secrets,
        boolean failing,
        @Nullable String disabledReason) {}
