package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.distribution.Distribution.Started;
import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.embed.RheoException;
import dev.rheo.runtime.embed.RheoModel;
import dev.rheo.runtime.embed.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shipped plugins' models inside other programs: this one, and the shipped example. */
class EmbeddingIT {
    private static final int CLIENTS = 8;

    @TempDir
    static Path folder;

    private static ExportedRuns runs;
    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        runs = new ExportedRuns(folder).plane();
        runs.train("plane.yaml");
        run = runs.run("plane");
    }

    private static RheoModel open(Path model) {
        return Rheo.opening(model)
                .distribution(Distribution.HOME)
                .concurrency(3)
                .open();
    }

    @Test
    void eightThreadsGetTheBitsOfTheCommandLine() throws Exception {
        Path file = folder.resolve("samples.npy");
        Finished sampled = Distribution.here(
                "sample", run.toString(), "--count", "3000", "--seed", "11", "--out", file.toString());
        assertThat(sampled.exit()).as(sampled.err()).isZero();
        double[] expected = NpyArray.read(file).values();
        Path export = runs.exported("plane", "--format", "safetensors");
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (RheoModel ofRun = open(run);
                RheoModel ofExport = open(export)) {
            List<Future<Samples>> drawn = new ArrayList<>();
            for (int i = 0; i < 3 * CLIENTS; i++) {
                RheoModel model = i % 2 == 0 ? ofRun : ofExport;
                drawn.add(threads.submit(() -> model.sampler().sample(3000, 11)));
            }
            for (Future<Samples> each : drawn) {
                float[] values = each.get().values();
                assertThat(values).hasSize(expected.length);
                for (int i = 0; i < values.length; i++) {
                    assertThat((double) values[i]).isEqualTo(expected[i]);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsWrongIsOneExceptionWithAWayOut() {
        assertThatThrownBy(() -> open(folder.resolve("nothing"))).isInstanceOfSatisfying(RheoException.class, e -> {
            assertThat(e.kind()).isEqualTo(RheoException.Kind.MODEL);
            assertThat(e.why()).contains("there is no such file");
            assertThat(e.remedy()).isNotBlank();
        });
        assertThatThrownBy(() -> open(folder)).hasMessageContaining("it has neither a run.json");
        assertThatThrownBy(() -> Rheo.opening(run).distribution(folder).open())
                .isInstanceOfSatisfying(
                        RheoException.class, e -> assertThat(e.kind()).isEqualTo(RheoException.Kind.PLUGINS));
        assertThatThrownBy(() -> Rheo.opening(run)
                        .distribution(Distribution.HOME)
                        .average(7)
                        .open())
                .hasMessageContaining("it has 2 moving averages of its parameters, not 7");
        try (RheoModel model = open(run)) {
            assertThatThrownBy(() -> model.sampler().with("solver.type=eular"))
                    .isInstanceOf(RheoException.class)
                    .hasMessageContaining("Did you mean 'euler'?");
        }
    }

    @Test
    void anotherSolverIsAnOption() {
        try (RheoModel model = open(run)) {
            Samples euler = model.sampler()
                    .with("solver.type=euler", "solver.steps=100")
                    .sample(5, 1);
            Samples adaptive = model.sampler().sample(5, 1);
            for (int i = 0; i < 10; i++) {
                assertThat(euler.values()[i])
                        .isCloseTo(adaptive.values()[i], org.assertj.core.api.Assertions.within(0.2f));
            }
            assertThat(euler.values()).isNotEqualTo(adaptive.values());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theExampleServesManyClientsAndEndsOnASignal() throws Exception {
        Started service = Distribution.start(
                Distribution.HOME,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        "lib/*",
                        "examples/embedding/SampleService.java",
                        run.toString(),
                        "0"));
        try {
            String said = Distribution.await(() -> {
                String out = Files.readString(service.out());
                if (!service.process().isAlive()) {
                    throw new AssertionError(out + Files.readString(service.err()));
                }
                return out.contains("\n") ? out : null;
            });
            assertThat(said).startsWith("serving plane on port ");
            String address = "http://localhost:" + said.replaceAll("\\D", "");
            HttpClient client = HttpClient.newHttpClient();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                answers.add(client.sendAsync(
                        get(address + "/samples?n=2000&seed=" + (i < CLIENTS - 1 ? 7 : 8)),
                        HttpResponse.BodyHandlers.ofString()));
            }
            String first = answers.get(0).get().body();
            for (int i = 0; i < CLIENTS; i++) {
                HttpResponse<String> answer = answers.get(i).get();
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body().equals(first))
                        .as("the seed of client " + i)
                        .isEqualTo(i < CLIENTS - 1);
            }
            Map<String, Object> json = Json.object(first);
            assertThat(json).containsEntry("shape", List.of(2)).doesNotContainKey("labels");
            assertThat((List<?>) json.get("samples")).hasSize(2000);
            for (String wrong : List.of("n=0", "n=10001", "n=x", "seed=-1", "m=3", "n")) {
                HttpResponse<String> refused =
                        client.send(get(address + "/samples?" + wrong), HttpResponse.BodyHandlers.ofString());
                assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
                assertThat(Json.object(refused.body())).containsOnlyKeys("error");
                assertThat(refused.body()).doesNotContain("Exception").doesNotContain("\\tat ");
            }
        } finally {
            service.signal("TERM");
        }
        Finished ended = service.await();
        assertThat(ended.out()).endsWith("stopped\n");
        assertThat(ended.exit()).isEqualTo(143);
        assertThat(ended.err()).doesNotContain("\tat ");
    }

    private static HttpRequest get(String address) {
        return HttpRequest.newBuilder(URI.create(address)).GET().build();
    }
}
