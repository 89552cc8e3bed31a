package dev.carillon.common.metric;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.logging.Logger;

/** A route with a parameter, for the tests. */
@Path("/numbers/{number}")
public class NumberResource {

    private static final Logger LOG = Logger.getLogger(NumberResource.class);

    /** Answers the number, and logs it. */
    @GET
    public String number(long number) {
        LOG.infof("The number is %d", number);
        return Long.toString(number);
    }
}
