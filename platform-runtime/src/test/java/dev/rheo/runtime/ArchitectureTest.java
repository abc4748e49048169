package dev.rheo.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What may know what in the runtime. */
@AnalyzeClasses(packages = "dev.rheo.runtime", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheEngineKnowsPyTorch = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rheo.runtime.engine")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl.pytorch..");

    @ArchTest
    static final ArchRule programsAreTextAndGraphs = noClasses()
            .that()
            .resideInAPackage("dev.rheo.runtime.program..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule whatNeedsNoTensorKeepsAwayFromTheEngine = noClasses()
            .that(resideInAPackage("dev.rheo.runtime.manifest..")
                    .or(resideInAPackage("dev.rheo.runtime.check.."))
                    .or(resideInAPackage("dev.rheo.runtime.diagnostic.."))
                    .or(resideInAPackage("dev.rheo.runtime.store.."))
                    .or(resideInAPackage("dev.rheo.runtime.report.."))
                    .or(resideInAPackage("dev.rheo.runtime.model.."))
                    .or(resideInAPackage("dev.rheo.runtime.data.."))
                    .or(resideInAPackage("dev.rheo.runtime.pairs.."))
                    .or(resideInAPackage("dev.rheo.runtime.wire.."))
                    .or(resideInAPackage("dev.rheo.runtime.plugin..")
                            // It touches the engine before any plugin can.
                            .and(not(name("dev.rheo.runtime.plugin.CatalogueLoader")))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule whatIsEmbeddedShowsNeitherTensorsNorTheCommandLine = noClasses()
            .that()
            .resideInAPackage("dev.rheo.runtime.embed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "dev.rheo.runtime.cli..", "picocli..");

    @ArchTest
    static final ArchRule guiceStaysInTheWiring = noClasses()
            .that(not(resideInAPackage("dev.rheo.runtime.wire..")
                    // It words Guice's wrapping of a constructor's exception.
                    .or(name("dev.rheo.runtime.plugin.ComponentGuard"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google..");

    @ArchTest
    static final ArchRule nothingReachesBack =
            slices().matching("dev.rheo.runtime.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thereIsNoStaticState =
            fields().that().areStatic().should().beFinal().allowEmptyShould(true);

    @Test
    void theRulesBite() {
        JavaClasses engine = new ClassFileImporter().importPackages("dev.rheo.runtime.engine");
        ArchRule rule = noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl.pytorch..");
        assertThatThrownBy(() -> rule.check(engine)).isInstanceOf(AssertionError.class);
    }
}
