package dev.carillon.local.launch;

import dev.carillon.local.process.StartFailure;
import dev.carillon.local.stack.Port;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** An option and an environment variable for every port. The numbers are those of {@link Port}; a test compares them. */
@Command
final class PortOptions {

    @Option(
            names = "--api-port",
            paramLabel = "N",
            defaultValue = "${env:CARILLON_API_PORT:-8080}",
            description = "Port of api-service; CARILLON_API_PORT (default: 8080).")
    private int api;

    @Option(
            names = "--worker-port",
            paramLabel = "N",
            defaultValue = "${env:CARILLON_WORKER_PORT:-8081}",
            description = "Port of worker-service; CARILLON_WORKER_PORT (default: 8081).")
    private int worker;

    @Option(
            names = "--monitoring-port",
            paramLabel = "N",
            defaultValue = "${env:CARILLON_MONITORING_PORT:-8082}",
            description = "Port of monitoring-service; CARILLON_MONITORING_PORT (default: 8082).")
    private int monitoring;

    @Option(
            names = "--postgres-port",
            paramLabel = "N",
            defaultValue = "${env:CARILLON_POSTGRES_PORT:-15432}",
            description = "Port of PostgreSQL; CARILLON_POSTGRES_PORT (default: 15432).")
    private int postgres;

    @Option(
            names = "--redis-port",
            paramLabel = "N",
            defaultValue = "${env:CARILLON_REDIS_PORT:-16379}",
            description = "Port of Redis; CARILLON_REDIS_PORT (default: 16379).")
    private int redis;

    @Option(
            names = "--smtp-port",
            paramLabel = "N",
            defaultValue = "${env:CARILLON_SMTP_PORT:-11025}",
            description = "Port of the mail catcher; CARILLON_SMTP_PORT (default: 11025).")
    private int smtp;

    @Option(
            names = "--receiver-port",
            paramLabel = "N",
            defaultValue = "${env:CARILLON_RECEIVER_PORT:-11080}",
            description = "Port of the webhook receiver; CARILLON_RECEIVER_PORT (default: 11080).")
    private int receiver;

    Map<Port, Integer> numbers() {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            var number = number(port);
            if (number < 1 || number > 65_535) {
                throw new StartFailure("%s (or %s) is %d, which is not a port: use a number from 1 to 65535."
                        .formatted(port.option(), port.variable(), number));
            }
            numbers.put(port, number);
        }
        return numbers;
    }

    private int number(Port port) {
        return switch (port) {
            case API -> api;
            case WORKER -> worker;
            case MONITORING -> monitoring;
            case POSTGRES -> postgres;
            case REDIS -> redis;
            case SMTP -> smtp;
            case RECEIVER -> receiver;
        };
    }
}
