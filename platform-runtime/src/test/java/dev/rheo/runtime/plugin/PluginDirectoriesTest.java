package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where plugins may live, and which of several wins. */
class PluginDirectoriesTest {
    private Path work;
    private PluginRoom room;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        work = folder;
        room = new PluginRoom(folder.resolve("plugins"));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static PluginJar acme(String greeting) {
        return PluginJar.of("acme").greeter("Acme", "acme", "return \"" + greeting + "\";");
    }

    private String greeting(List<Path> folders, List<Path> developed) {
        return PluginRoom.greeting(room.load(folders, developed), "acme");
    }

    @Test
    void folderWithASingleJarOfAnyName() {
        acme("folder").as(room.folder.resolve("acme-1.0.0/acme-1.0.0.jar"));
        assertThat(greeting(List.of(), List.of())).isEqualTo("folder");
    }

    @Test
    void folderWithSeveralJarsAndNoneCalledPlugin() {
        acme("one").as(room.folder.resolve("acme-1.0.0/one.jar"));
        acme("two").as(room.folder.resolve("acme-1.0.0/two.jar"));
        PluginStatus status = PluginRoom.status(room.load(), "acme-1.0.0");
        assertThat(status.problems().get(0).code()).isEqualTo("RHEO-P005");
        assertThat(status.problems().get(0).reason()).contains("2 jars");
    }

    @Test
    void emptyFolder() throws IOException {
        Files.createDirectories(room.folder.resolve("empty"));
        assertThat(PluginRoom.status(room.load(), "empty").problems().get(0).code())
                .isEqualTo("RHEO-P005");
    }

    @Test
    void absentPluginsFolder() {
        PluginStatus status = PluginRoom.status(room.load(List.of(work.resolve("nowhere")), List.of()), "nowhere");
        assertThat(status.problems().get(0).code()).isEqualTo("RHEO-P001");
        assertThat(status.problems().get(0).reason()).contains("does not exist");
    }

    @Test
    void pluginsFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(work.resolve("file"));
        assertThat(PluginRoom.status(room.load(List.of(file), List.of()), "file")
                        .problems()
                        .get(0)
                        .code())
                .isEqualTo("RHEO-P001");
    }

    @Test
    void theSameFolderTwiceIsReadOnce() {
        Catalogue catalogue = room.load(List.of(room.folder, room.folder.resolve("../plugins")), List.of());
        assertThat(catalogue.plugins()).hasSize(1);
    }

    @Test
    void developmentPluginFromItsProjectFolder() {
        acme("developed").unpacked(work.resolve("acme/target/classes"));
        assertThat(greeting(List.of(), List.of(work.resolve("acme")))).isEqualTo("developed");
    }

    @Test
    void developmentPluginFromItsClassesFolder() {
        Path classes = acme("developed").unpacked(work.resolve("acme/target/classes"));
        assertThat(greeting(List.of(), List.of(classes))).isEqualTo("developed");
    }

    @Test
    void developmentPluginWithPrivateLibraries() {
        Path library = PluginJar.of("library")
                .sourceOf(
                        "lib.Word",
                        "package lib; public final class Word { public static String say() { return \"lib\"; } }")
                .removing("plugin.properties")
                .as(work.resolve("acme/target/lib/word.jar"));
        PluginJar.of("acme")
                .greeter("Acme", "acme", "return lib.Word.say();")
                .seeing(library)
                .unpacked(work.resolve("acme/target/classes"));
        assertThat(greeting(List.of(), List.of(work.resolve("acme")))).isEqualTo("lib");
    }

    @Test
    void developmentPluginIsCheckedLikeAnyOther() {
        acme("developed").with("plugin.requires", "^2.0.0").unpacked(work.resolve("acme/target/classes"));
        Catalogue catalogue = room.load(List.of(), List.of(work.resolve("acme")));
        assertThat(PluginRoom.status(catalogue, "acme").problems().get(0).code())
                .isEqualTo("RHEO-P017");
    }

    @Test
    void uncompiledDevelopmentPlugin() throws IOException {
        Path project = Files.createDirectories(work.resolve("acme"));
        PluginStatus status = PluginRoom.status(room.load(List.of(), List.of(project)), "acme");
        assertThat(status.problems().get(0).remedy()).contains("mvn compile");
    }

    @Test
    void developmentPluginReplacesTheInstalledOneEvenIfThatIsNewer() {
        acme("installed").with("plugin.version", "9.0.0").in(room.folder);
        acme("developed").unpacked(work.resolve("acme/target/classes"));
        assertThat(greeting(List.of(), List.of(work.resolve("acme")))).isEqualTo("developed");
    }

    @Test
    void ofTwoFoldersTheFirstWinsAtEqualVersions() {
        acme("first").in(work.resolve("first"));
        acme("second").in(work.resolve("second"));
        assertThat(greeting(List.of(work.resolve("first"), work.resolve("second")), List.of()))
                .isEqualTo("first");
        assertThat(greeting(List.of(work.resolve("second"), work.resolve("first")), List.of()))
                .isEqualTo("second");
    }

    @Test
    void digestOfAJarIsThatOfItsFile() throws Exception {
        Path jar = acme("any").in(room.folder);
        assertThat(PluginRoom.status(room.load(), "acme").sha256()).isEqualTo(sha256(Files.readAllBytes(jar)));
    }

    @Test
    void digestOfAFolderIsThatOfItsListing() throws Exception {
        Path main = acme("any").as(room.folder.resolve("acme-1.0.0/plugin.jar"));
        Path library = PluginJar.of("library").as(room.folder.resolve("acme-1.0.0/lib/b.jar"));
        String listing = sha256(Files.readAllBytes(main)) + "  plugin.jar\n" + sha256(Files.readAllBytes(library))
                + "  lib/b.jar\n";
        assertThat(PluginRoom.status(room.load(), "acme").sha256())
                .isEqualTo(sha256(listing.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void digestOfADevelopmentPluginChangesWithItsClasses() {
        Path classes = acme("one").unpacked(work.resolve("acme/target/classes"));
        String before = PluginRoom.status(room.load(List.of(), List.of(classes)), "acme")
                .sha256();
        acme("two").unpacked(classes);
        String after = PluginRoom.status(room.load(List.of(), List.of(classes)), "acme")
                .sha256();
        assertThat(after).hasSize(64).isNotEqualTo(before);
    }

    @Test
    void factsNameThePluginsInUseAndTheirDependencies() {
        room.add(PluginJar.of("base").greeter("Base", "base"));
        room.add(acme("any").with("plugin.dependencies", "base"));
        room.add(PluginJar.of("unused").greeter("Unused", "unused"));
        Catalogue catalogue = room.load();
        List<PluginFact> facts = catalogue.facts(
                List.of(catalogue.find(PluginRoom.GREETER, "acme").orElseThrow()));
        assertThat(facts).extracting(PluginFact::id).containsExactly("acme", "base");
        assertThat(facts).allSatisfy(fact -> assertThat(fact.sha256()).hasSize(64));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
