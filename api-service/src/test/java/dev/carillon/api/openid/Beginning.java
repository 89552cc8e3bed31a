package dev.carillon.api.openid;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser that was sent to the provider, with what it was sent, and with the cookie that it got. */
record Beginning(Map<String, String> parameters, String cookie) {

    static final String STATE_COOKIE = "carillon_openid";

    /** Sends one off. */
    static Beginning begin() {
        Response sent = browser().get("/v1/auth/openid");
        assertEquals(303, sent.statusCode());
        String address = sent.getHeader("Location");
        assertTrue(address.startsWith(FakeProvider.SERVER.baseUrl() + "/authorize?tenant=1&"), address);
        Map<String, String> parameters = Arrays.stream(
                        address.substring(address.indexOf('?') + 1).split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        assertEquals("code", parameters.get("response_type"));
        assertEquals("S256", parameters.get("code_challenge_method"));
        assertEquals(FakeProvider.CLIENT, parameters.get("client_id"));
        return new Beginning(parameters, sent.cookie(STATE_COOKIE));
    }

    String callback(String code) {
        return "/v1/auth/openid/callback?code=" + code + "&state=" + parameters.get("state");
    }

    Response comeBack(String code) {
        return browser().cookie(STATE_COOKIE, cookie).get(callback(code));
    }

    static RequestSpecification browser() {
        return given().redirects().follow(false);
    }
}
