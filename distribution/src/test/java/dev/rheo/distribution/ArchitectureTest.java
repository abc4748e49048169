package dev.rheo.distribution;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What plugins and the SPI may know: checked here, where all of them are on one class path. */
@AnalyzeClasses(packages = {"dev.rheo.api", "dev.rheo.plugins"})
class ArchitectureTest {
    @ArchTest
    static final ArchRule pluginsKnowTheSpiAndNothingOfTheHost = noClasses()
            .that()
            .resideInAPackage("dev.rheo.plugins..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.rheo.runtime..", "com.google..", "ai.djl.pytorch..", "ch.qos.logback..");

    @ArchTest
    static final ArchRule pluginsDoNotKnowEachOther =
            slices().matching("dev.rheo.plugins.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule theSpiIsSmall = noClasses()
            .that()
            .resideInAPackage("dev.rheo.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.rheo.runtime..",
                    "dev.rheo.plugins..",
                    "com.google..",
                    "tools.jackson..",
                    "com.fasterxml..",
                    "org.snakeyaml..",
                    "picocli..",
                    "ai.djl.pytorch..");

    @ArchTest
    static final ArchRule thereIsNoStaticState =
            fields().that().areStatic().should().beFinal();
}
