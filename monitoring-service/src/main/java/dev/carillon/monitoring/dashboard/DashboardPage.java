package dev.carillon.monitoring.dashboard;

import dev.carillon.monitoring.session.SignedIn;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseHeader;

/** {@code /admin/monitoring}: how the whole installation is doing. */
@Path(DashboardPage.PATH)
public class DashboardPage {

    static final String PATH = "/admin/monitoring";

    private final SignedIn signedIn;

    DashboardPage(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    /** The templates of these pages. */
    @CheckedTemplate(basePath = "dashboard")
    static final class Templates {

        private Templates() {}

        /**
         * The overview.
         *
         * @param email of the person who is signed in
         */
        static native TemplateInstance overview(String email);
    }

    /** The overview. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<String> overview() {
        String email = signedIn.email();
        return Uni.createFrom().completionStage(() -> Templates.overview(email).renderAsync());
    }
}
