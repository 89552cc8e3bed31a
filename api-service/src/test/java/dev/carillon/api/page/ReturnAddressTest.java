package dev.carillon.api.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"/account/members", "/account/api-keys", "/account/audit-log?from=mail", "/account/you?"})
    void pagesOfOursAreGoneBackTo(String address) {
        assertEquals(address, ReturnAddress.of(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://evil.example/account/members",
                "//evil.example/account/members",
                "/\\evil.example",
                "/account/members//evil.example",
                "/account/../v1/auth/openid",
                "/account/%2e%2e/x",
                "/account/members\n",
                "/account/members#x",
                "/account/members?next=//evil.example",
                "javascript:alert(1)",
                "/account/sign-in?next=%2Faccount%2Fsign-in",
                "/account/nothing",
                "/v1/auth/openid",
                "/account/MEMBERS",
                " /account/members"
            })
    void everythingElseIsTheFirstPage(String address) {
        assertEquals("/account", ReturnAddress.of(address));
    }

    @Test
    void nothingIsTheFirstPageToo() {
        assertEquals("/account", ReturnAddress.of(null));
    }
}
