package dev.rheo.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the SPI may know and hold. */
class ApiArchitectureTest {
    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.rheo.api");

    private static final ArchRule ONLY_ITS_FEW_NEIGHBOURS = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "",
                    "java..",
                    "dev.rheo.api..",
                    "ai.djl..",
                    "org.pf4j..",
                    "jakarta.inject..",
                    "org.slf4j..",
                    "org.apiguardian..",
                    "org.jspecify..");

    private static final ArchRule NOT_THE_ENGINE =
            noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl.pytorch..");

    private static final ArchRule NO_STATIC_STATE = fields().that()
            .areStatic()
            .should(new ArchCondition<>("be final constants") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                    JavaClass type = field.getRawType();
                    boolean synthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                    boolean visibleArray =
                            type.isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE);
                    boolean holder = type.getPackageName().startsWith("java.util.concurrent")
                            || type.isAssignableTo(ThreadLocal.class)
                            || type.isAssignableTo(StringBuilder.class)
                            || !type.isInterface()
                                    && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
                    if (!synthetic && (!field.getModifiers().contains(JavaModifier.FINAL) || visibleArray || holder)) {
                        events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
                    }
                }
            });

    @Test
    void seesNoContainerParserCommandLineOrEngine() {
        ONLY_ITS_FEW_NEIGHBOURS.check(API);
        NOT_THE_ENGINE.check(API);
    }

    @Test
    void anotherNeighbourWouldBeSeen() {
        JavaClasses withArchUnit = new ClassFileImporter().importClasses(ApiArchitectureTest.class);
        assertThatThrownBy(() -> ONLY_ITS_FEW_NEIGHBOURS.check(withArchUnit))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("com.tngtech.archunit");
    }

    @Test
    void holdsNoStaticMutableState() {
        NO_STATIC_STATE.check(API);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.rheo.api.(*)..").should().beFreeOfCycles().check(API);
    }

    @Test
    void staticStateWouldBeSeen() {
        JavaClasses stateful = new ClassFileImporter().importClasses(Stateful.class, Counting.class, Sharing.class);
        assertThatThrownBy(() -> NO_STATIC_STATE.check(stateful))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Stateful.last can change")
                .hasMessageContaining("Counting.COUNT can change")
                .hasMessageContaining("Sharing.TABLE can change");
    }

    private static final class Stateful {
        static int last;
    }

    private static final class Counting {
        static final AtomicInteger COUNT = new AtomicInteger();
    }

    private static final class Sharing {
        static final int[] TABLE = {1};
    }
}
