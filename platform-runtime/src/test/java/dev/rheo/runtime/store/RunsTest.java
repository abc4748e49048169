package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    @TempDir
    Path root;

    private final AtomicFiles files = new AtomicFiles(Disk.local());
    private final Random random = new Random(1);

    private Runs at(Instant time) {
        return new Runs(root, Clock.fixed(time, ZoneId.of("Asia/Tokyo")), random, files);
    }

    private RunDirectory run(String name, Instant time) {
        RunDirectory run = at(time).create(name);
        run.writeState(RunState.begin(run.id(), name, 42, 100, time));
        return run;
    }

    @Test
    void namesARunByItsTimeInUtcAndFourRandomDigits() {
        RunDirectory run = at(NOON).create("digits");

        assertThat(run.id()).matches("20260701-120000-[0-9a-f]{4}");
        assertThat(run.path())
                .isEqualTo(root.resolve("digits").resolve(run.id()))
                .isDirectory();
        assertThat(run.name()).isEqualTo("digits");
    }

    @Test
    void takesOtherDigitsIfTheIdIsTaken() {
        int[] draws = {7, 7, 8};
        int[] next = {0};
        RandomGenerator repeating = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("only nextInt(bound) is asked for");
            }

            @Override
            public int nextInt(int bound) {
                return draws[next[0]++];
            }
        };
        Runs runs = new Runs(root, Clock.fixed(NOON, ZoneId.of("UTC")), repeating, files);

        assertThat(runs.create("digits").id()).isEqualTo("20260701-120000-0007");
        assertThat(runs.create("digits").id()).isEqualTo("20260701-120000-0008");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a\\b", "latest", ".hidden", "a b", "x\n"})
    void refusesNamesThatAreNoDirectoryNames(String name) {
        assertThatThrownBy(() -> at(NOON).create(name))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Use letters, digits");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void acceptsLettersOfAllLanguages() {
        assertThat(at(NOON).create("größe-2.0_ß").path()).isDirectory();
    }

    @Test
    void listsTheNewestFirstAcrossExperiments() {
        RunDirectory second = run("moons", NOON.plusSeconds(5));
        RunDirectory first = run("digits", NOON);
        RunDirectory third = run("digits", NOON.plusSeconds(9));

        assertThat(at(NOON).list()).extracting(RunSummary::id).containsExactly(third.id(), second.id(), first.id());
    }

    @Test
    void tellsRunsOfOneSecondApartByTheirStart() {
        for (int i = 0; i < 8; i++) {
            RunDirectory run = run("digits", NOON.plus(Duration.ofMillis(100 * i)));

            assertThat(at(NOON).find("latest").id()).isEqualTo(run.id());
        }
    }

    @Test
    void doesNotTakeARunThatIsBeingMadeForTheLatest() throws IOException {
        RunDirectory whole = run("digits", NOON);
        RunDirectory begun = at(NOON.plusSeconds(5)).create("digits");
        begun.writeResolved("rheo: 1\n");

        assertThat(at(NOON).find("latest").id()).isEqualTo(whole.id());
        assertThat(at(NOON).find("digits").id()).isEqualTo(whole.id());
        assertThat(at(NOON).find(begun.path().toString()).id())
                .as("by its path it can be had")
                .isEqualTo(begun.id());
        Files.delete(begun.resolved());
        assertThatThrownBy(() -> at(NOON).find(begun.path().toString()))
                .hasMessageContaining("Cannot open the run " + begun.path())
                .hasMessageContaining("is begun again");
    }

    @Test
    void copesWithAClockThatIsSetBack() {
        RunDirectory before = run("digits", NOON);
        RunDirectory after = run("digits", NOON.minusSeconds(3600));
        RunDirectory third = run("digits", NOON.minusSeconds(3600));

        assertThat(at(NOON).list())
                .extracting(RunSummary::id)
                .hasSize(3)
                .startsWith(before.id())
                .contains(after.id(), third.id());
    }

    @Test
    void findsARunByWhateverNamesIt() {
        RunDirectory digits = run("digits", NOON);
        RunDirectory older = run("moons", NOON.minusSeconds(60));
        RunDirectory newer = run("moons", NOON.minusSeconds(30));
        Runs runs = at(NOON);

        assertThat(runs.find("latest").id()).isEqualTo(digits.id());
        assertThat(runs.find("moons").id()).isEqualTo(newer.id());
        assertThat(runs.find(older.id()).path()).isEqualTo(older.path());
        assertThat(runs.find("20260701-115930").id()).isEqualTo(newer.id());
        assertThat(runs.find("20260701-12").id()).isEqualTo(digits.id());
        assertThat(runs.find("moons/" + older.id()).id()).isEqualTo(older.id());
        assertThat(runs.find(older.path().toString()).id()).isEqualTo(older.id());
    }

    @Test
    void saysWhichRunsABeginningCouldMean() {
        RunDirectory one = run("digits", NOON);
        RunDirectory other = run("moons", NOON.plusSeconds(1));

        assertThatThrownBy(() -> at(NOON).find("2026"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("2 runs begin so")
                .hasMessageContaining("digits/" + one.id())
                .hasMessageContaining("moons/" + other.id());
    }

    @Test
    void saysWhatThereIsIfARunIsUnknown() {
        assertThatThrownBy(() -> at(NOON).find("latest")).hasMessageContaining("there are no runs");
        RunDirectory run = run("digits", NOON);

        for (String unknown : new String[] {"moons", "", "\0", "*"}) {
            assertThatThrownBy(() -> at(NOON).find(unknown))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("digits/" + run.id())
                    .hasMessageContaining("'rheo runs' lists all of them");
        }
    }

    @Test
    void listsARunWhoseStateCannotBeReadWithTheReason() throws IOException {
        RunDirectory run = run("digits", NOON);
        Files.writeString(run.path().resolve("run.json"), "{\"formatVersion\": 1, ");
        Files.createDirectories(root.resolve("digits/not-a-run"));
        Files.writeString(root.resolve("notes.txt"), "mine");

        RunSummary summary = at(NOON).list().get(0);

        assertThat(at(NOON).list()).hasSize(1);
        assertThat(summary.state()).isNull();
        assertThat(summary.status()).isNull();
        assertThat(summary.problem()).contains("not valid JSON");
    }

    @Test
    void showsARunThatWasKilledAsInterrupted() {
        RunDirectory run = run("digits", NOON);
        RunLock lock = run.lock();
        try (lock) {
            assertThat(at(NOON).list().get(0).status()).isEqualTo(RunState.Status.RUNNING);
            assertThat(at(NOON).list().get(0).active()).isTrue();
        }

        assertThat(at(NOON).list().get(0).status()).isEqualTo(RunState.Status.INTERRUPTED);
        assertThat(at(NOON).list().get(0).active()).isFalse();
    }

    @Test
    void reportsARootThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(root.resolve("runs"), "a file");

        assertThatThrownBy(() -> new Runs(file, Clock.systemUTC(), random, files).create("digits"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file + " is a file where a directory is needed");
        Disk readOnly = FaultyDisk.failingAt(FaultyDisk.Operation.CREATE_DIRECTORY, "Read-only file system");
        assertThatThrownBy(() -> new Runs(root, Clock.systemUTC(), random, new AtomicFiles(readOnly)).create("digits"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("read-only for this user");
    }
}
