package dev.carillon.local.stack;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.StartFailure;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Finds busy ports before anything is started, and names each with what changes it. */
final class PortCheck {

    private PortCheck() {}

    /** @throws StartFailure when one of the ports is taken, or two are the same */
    static void check(Settings settings) {
        var used = Arrays.stream(Port.values()).filter(settings::uses).toList();
        var problems = used.stream()
                .filter(port -> FreePort.isBusy(settings.port(port)))
                .map(port -> "Port %d, which %s needs, is used by another program; choose another with %s or %s."
                        .formatted(settings.port(port), port.owner(), port.option(), port.variable()))
                .collect(Collectors.toList());
        used.stream().collect(Collectors.groupingBy(settings::port)).forEach((number, ports) -> {
            if (ports.size() > 1) {
                problems.add("Port %d was given to more than one: %s."
                        .formatted(number, ports.stream().map(Port::option).collect(Collectors.joining(", "))));
            }
        });
        if (!problems.isEmpty()) {
            throw new StartFailure(String.join(System.lineSeparator(), problems));
        }
    }
}
