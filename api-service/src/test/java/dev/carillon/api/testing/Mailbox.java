package dev.carillon.api.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mails that the platform has given to the workers. That they arrive, the end-to-end tests show. */
public final class Mailbox {

    private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]{43})");

    private Mailbox() {}

    /** A mail: what it is about, and its text. */
    public record Mail(String kind, String text) {

        /** The token of its link. */
        public String token() {
            Matcher matcher = TOKEN.matcher(text);
            assertTrue(matcher.find(), text);
            return matcher.group(1);
        }
    }

    /** All mails to an address, oldest first. */
    public static List<Mail> of(Pool database, String address) {
        List<Mail> mails = new ArrayList<>();
        database.preparedQuery("""
                        SELECT payload, tags FROM job
                        WHERE organization_id = '00000000-0000-7000-8000-000000000000' AND payload -> 'to' ->> 0 = $1
                        ORDER BY id
                        """)
                .execute(Tuple.of(address))
                .await()
                .atMost(Duration.ofSeconds(20))
                .forEach(row -> {
                    JsonObject payload = row.getJsonObject("payload");
                    mails.add(new Mail(row.getJsonObject("tags").getString("mail"), payload.getString("text")));
                });
        return mails;
    }

    /** The token in the latest mail to an address. */
    public static String token(Pool database, String address) {
        return of(database, address).getLast().token();
    }
}
