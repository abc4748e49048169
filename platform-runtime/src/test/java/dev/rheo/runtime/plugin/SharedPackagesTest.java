package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtEngine;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The lists of shared packages against the jars: a new version of one must not go unnoticed. */
class SharedPackagesTest {
    @Test
    void everyPackageOfDjlsApiIsSharedAndNoOther() throws Exception {
        assertThat(SharedPackages.of("ai.djl:api")).isEqualTo(packages(Engine.class));
    }

    @Test
    void noPackageOfTheEngineIsShared() throws Exception {
        assertThat(packages(PtEngine.class)).isNotEmpty().noneMatch(SharedPackages::isShared);
    }

    @Test
    void theSmallOnesAreComplete() throws Exception {
        assertThat(SharedPackages.of("org.slf4j:slf4j-api")).isEqualTo(packages(Logger.class));
        assertThat(SharedPackages.of("jakarta.inject:jakarta.inject-api")).isEqualTo(packages(Inject.class));
        assertThat(SharedPackages.of("org.apiguardian:apiguardian-api")).isEqualTo(packages(API.class));
    }

    @Test
    void aPrefixIsNotAPackage() {
        assertThat(SharedPackages.isShared("dev.rheo.apiary")).isFalse();
        assertThat(SharedPackages.isShared("ai.djl.unknown")).isFalse();
        assertThat(SharedPackages.isShared("dev.rheo.api.path")).isTrue();
    }

    private static Set<String> packages(Class<?> type) throws IOException, URISyntaxException {
        Path place =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile jar = new JarFile(place.toFile())) {
            Set<String> packages = new TreeSet<>();
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/"))
                    .forEach(name -> packages.add(
                            name.substring(0, name.lastIndexOf('/')).replace('/', '.')));
            return packages;
        }
    }
}
