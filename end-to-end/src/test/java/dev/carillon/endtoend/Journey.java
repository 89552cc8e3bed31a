package dev.carillon.endtoend;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What tests share that send something through the suite: its interface, and somebody who receives. */
abstract class Journey {

    static Suite suite;
    static ApiClient api;
    static Receiver receiver;

    @BeforeAll
    static void start() {
        suite = Suite.running();
        api = new ApiClient(suite.api.address());
        receiver = new Receiver();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }
}
