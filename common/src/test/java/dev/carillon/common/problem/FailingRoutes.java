package dev.carillon.common.problem;

import dev.carillon.common.log.LogField;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.ConnectException;

/** Routes that fail in the ways in which routes fail. */
@Singleton
class FailingRoutes {

    static final String SECRET = "SELECT secret FROM nothing";

    void register(@Observes Router router) {
        router.get("/v1/throws").handler(_ -> {
            throw new IllegalStateException(SECRET);
        });
        router.get("/v1/fails").handler(context -> context.fail(new IllegalStateException(SECRET)));
        router.get("/v1/fails-later").handler(context -> context.vertx().runOnContext(_ -> context.fail(500)));
        router.get("/v1/fails-for/:organization").handler(context -> {
            LogField.ORGANIZATION_ID.put(context.pathParam("organization"));
            context.fail(new IllegalStateException("bea@mail.example.com has ck_test_s3cr3tS3cr3t"));
        });
        router.get("/v1/outage").handler(context -> context.fail(new ConnectException(SECRET)));
        router.get("/v1/refuses")
                .handler(context ->
                        context.fail(new ProblemException(Problem.of(ProblemKind.CONFLICT, "Somebody was faster."))));
        router.get("/v1/refuses-loudly")
                .handler(context ->
                        context.fail(new ProblemException(Problem.of(ProblemKind.BAD_GATEWAY, "It said nothing."))));
        router.get("/v1/teapot").handler(context -> context.fail(418));
        router.get("/v1/half").handler(context -> {
            context.response().setChunked(true).write("half of");
            context.fail(new IllegalStateException(SECRET));
        });
    }
}
