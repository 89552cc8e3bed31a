package dev.carillon.api.testing;

import static io.restassured.RestAssured.given;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;

/** Somebody with an account, and what they do by HTTP with one browser. */
public final class Person {

    /** The name of the cookie on the machine itself. */
    public static final String COOKIE = "carillon_account";

    /** Everybody's password. */
    public static final String PASSWORD = "seldom plum crayon orbit";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HASH = BcryptUtil.bcryptHash(PASSWORD, 12);

    private final Pool database;
    private final UUID id = UUID.randomUUID();
    private final String email = "person-" + id + "@example.com";
    private String session = "";

    private Person(Pool database) {
        this.database = database;
    }

    /** Somebody who belongs to no organization. */
    public static Person create(Pool database) {
        Person person = new Person(database);
        person.execute(
                "INSERT INTO account (id, email, password_hash) VALUES ($1, $2, $3)",
                Tuple.of(person.id, person.email, HASH));
        return person;
    }

    /** Somebody of that role, signed in. */
    public static Person signedIn(Pool database, TestOrganization organization, String role) {
        Person person = create(database);
        person.join(organization, role);
        person.signIn();
        return person;
    }

    /** Becomes a member. */
    public void join(TestOrganization organization, String role) {
        execute(
                "INSERT INTO membership (organization_id, account_id, role) VALUES ($1, $2, $3) "
                        + "ON CONFLICT (organization_id, account_id) DO UPDATE SET role = excluded.role",
                Tuple.of(organization.id(), id, role));
    }

    /** The account's id. */
    public UUID id() {
        return id;
    }

    /** Their address. */
    public String email() {
        return email;
    }

    /** The value of their browser's cookie; empty when they have none. */
    public String session() {
        return session;
    }

    /** Takes another cookie. */
    public void use(String cookie) {
        session = cookie;
    }

    /** Signs in. The browser keeps the cookie. */
    public void signIn() {
        Response answer = signIn(email, PASSWORD);
        answer.then().statusCode(200);
        session = answer.cookie(COOKIE);
    }

    /** Tries to sign in. */
    public static Response signIn(String email, String password) {
        return given().contentType(ContentType.JSON)
                .body("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password))
                .post("/v1/auth/login");
    }

    /** A request as our page sends it. */
    public RequestSpecification request() {
        return given().cookie(COOKIE, session).header("X-Carillon-Request", "1").contentType(ContentType.JSON);
    }

    /** {@code GET}. */
    public ValidatableResponse get(String path) {
        return request().get(path).then();
    }

    /** {@code POST} of a JSON body. */
    public ValidatableResponse post(String path, String body) {
        return request().body(body).post(path).then();
    }

    /** {@code PATCH} with a JSON body. */
    public ValidatableResponse patch(String path, String body) {
        return request().body(body).patch(path).then();
    }

    /** {@code DELETE}. */
    public ValidatableResponse delete(String path) {
        return request().delete(path).then();
    }

    private void execute(String statement, Tuple values) {
        database.preparedQuery(statement).execute(values).await().atMost(PATIENCE);
    }
}
