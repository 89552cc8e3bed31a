package dev.carillon.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.stack.Port;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PortOptionsTest {

    @Test
    void everyPortHasItsOptionItsVariableAndItsUsualNumber() {
        var up = Carillon.commandLine().getSubcommands().get("up");
        assertTrue(up != null);
        for (var port : Port.values()) {
            var option = up.getCommandSpec().findOption(port.option());
            assertEquals(
                    "${env:%s:-%d}".formatted(port.variable(), port.usual()),
                    ((Field) option.userObject())
                            .getAnnotation(CommandLine.Option.class)
                            .defaultValue());
            var description = String.join(" ", option.description());
            assertTrue(description.contains(port.variable()), description);
            assertTrue(description.contains("(default: %d)".formatted(port.usual())), description);
        }
    }

    @Test
    void whatIsChosenWins() {
        var options = new PortOptions();
        new CommandLine(options).parseArgs("--redis-port=7000");

        assertEquals(7000, options.numbers().get(Port.REDIS));
    }
}
