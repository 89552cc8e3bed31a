package dev.carillon.common.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypesConverterTest {

    @ParameterizedTest
    @ValueSource(strings = {"/problems/", "/api/problems/", "https://api.example.com/problems/"})
    void takesWhatPeopleCanOpen(String types) {
        assertEquals(types, new TypesConverter().convert(types));
    }

    @ParameterizedTest
    @ValueSource(strings = {"problems/", "/problems", "https://", "mailto:x/", "/prob lems/", ""})
    void refusesTheRest(String types) {
        assertThrows(IllegalArgumentException.class, () -> new TypesConverter().convert(types));
    }
}
