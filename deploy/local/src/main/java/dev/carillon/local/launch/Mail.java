package dev.carillon.local.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carillon.local.mail.KeptMail;
import dev.carillon.local.mail.MailFolder;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what the mail catcher received. */
@Command(name = "mail", description = "Lists what the mail catcher received.")
final class Mail implements Callable<Integer> {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "As a JSON array, with the text and HTML of each message.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        var folder = common.directory().mail();
        var messages = new MailFolder(folder).messages();
        if (json) {
            System.out.println(JSON.writeValueAsString(messages));
        } else if (messages.isEmpty()) {
            System.out.println("The mail catcher has received nothing yet.");
        } else {
            show(messages);
            System.out.println("The messages themselves are in " + folder);
        }
        return 0;
    }

    private static void show(List<KeptMail> messages) {
        for (var message : messages) {
            System.out.printf(
                    "%s  to %s  from %s  “%s”  %s%n",
                    message.receivedAt(),
                    String.join(", ", message.to()),
                    message.from(),
                    message.subject(),
                    message.messageId());
        }
    }
}
