package dev.carillon.architecture;

import static com.tngtech.archunit.core.domain.properties.HasReturnType.Predicates.rawReturnType;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house that a compiler does not know, each with its reason. */
class HouseRulesTest {

    private static final List<String> SERVICES =
            List.of("dev.carillon.api", "dev.carillon.worker", "dev.carillon.monitoring");

    private static JavaClasses house = new ClassFileImporter().importClasses(List.of());

    @BeforeAll
    static void readClasses() {
        house = new ClassFileImporter().importPaths(Modules.classes());
        assertFalse(house.isEmpty(), "No classes found: build the modules first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.carillon.api", "dev.carillon.worker", "dev.carillon.monitoring"})
    void servicesDoNotKnowEachOther(String service) {
        String[] others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(other -> other + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because(
                        "services are deployed and scaled apart; they meet in PostgreSQL and Redis, by types of common")
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void commonKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("dev.carillon.common..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        SERVICES.stream().map(service -> service + "..").toArray(String[]::new))
                .because("every service contains common, and would then contain every other service")
                .check(house);
    }

    @Test
    void featuresDependOnEachOtherInOneDirection() {
        slices().matching("dev.carillon.(*).(*)..")
                .should()
                .beFreeOfCycles()
                .because("two features that need each other are one feature, or lack a third that both need")
                .check(house);
    }

    @Test
    void packagesAreNamedAfterWhatHappensInThem() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..helper..",
                        "..helpers..",
                        "..misc..",
                        "..dto..",
                        "..mapper..",
                        "..impl..")
                .because("such a name attracts what nobody found a place for; name the thing instead")
                .check(house);
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        classes()
                .should(resideInANullMarkedPackage())
                .because("NullAway checks only packages whose package-info.java says @NullMarked")
                .check(house);
    }

    @Test
    void outputGoesToTheLog() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .because("the log has a level, a time, the ids of the request, and the masking of personal data")
                .check(house);
    }

    @Test
    void oneLoggingLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.carillon.common.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..")
                .because("org.jboss.logging is what Quarkus configures, and what works in native executables")
                .check(house);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<>("Thread.sleep is called") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getTargetOwner().isEquivalentTo(Thread.class)
                                && call.getName().equals("sleep");
                    }
                })
                .because("a thread that sleeps does not hear the shutdown; use a timer of Vert.x or the scheduler")
                .check(house);
    }

    @Test
    void dependenciesComeThroughTheConstructor() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .because("a constructor shows what a class needs, lets a test give it, and lets fields be final")
                .check(house);
    }

    @Test
    void everySettingHasARange() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith("io.smallrye.config.ConfigMapping")
                .and(rawReturnType(int.class).or(rawReturnType(Duration.class)))
                .should()
                .beAnnotatedWith("io.smallrye.config.WithConverter")
                .because(
                        "a number or time that makes no sense must stop the start, with a message that says what it may be")
                .check(house);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " has no package-info.java with @NullMarked"));
            }
        };
    }
}
