package dev.carillon.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void eachStateStandsWithItsTimeAndTheTimeSinceTheOneBefore() throws Exception {
        var job = Job.from(new ObjectMapper().readTree("""
                {"id": "0199", "state": "succeeded", "last_error": null, "timeline": [
                  {"state": "queued", "at": "2026-11-21T10:31:02.114Z"},
                  {"state": "running", "at": "2026-11-21T10:31:02.131Z", "attempt": 1},
                  {"state": "succeeded", "at": "2026-11-21T10:31:42.000123Z"}]}"""));

        assertEquals("""
                    queued     10:31:02.114
                    running    10:31:02.131  +17 ms
                    succeeded  10:31:42.000  +39 s
                """, Timeline.of(job, ZoneOffset.UTC));
    }
}
