package dev.carillon.monitoring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInFormTest {

    @Test
    void readsWhatABrowserSends() {
        SignInForm form =
                SignInForm.parse("email=ada%2Bnews%40example.test&password=two+w%C3%B6rds%26&next=%2Fadmin%2Fx");

        assertEquals(new SignInForm("ada+news@example.test", "two wörds&", Optional.of("/admin/x")), form);
        assertFalse(form.toString().contains("w"), form.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "=", "email", "&&x=1&"})
    void whatIsMissingIsEmpty(String body) {
        assertEquals(new SignInForm("", "", Optional.empty()), SignInForm.parse(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"email=%zz", "email=a&password=%", "%4=x"})
    void refusesBrokenEscapes(String body) {
        assertThrows(IllegalArgumentException.class, () -> SignInForm.parse(body));
    }
}
