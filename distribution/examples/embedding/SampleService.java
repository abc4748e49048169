import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.embed.RheoException;
import dev.rheo.runtime.embed.RheoModel;
import dev.rheo.runtime.embed.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Serves samples of a trained model over HTTP, with the JDK and Rheo alone:
 *
 * <pre>
 * java -cp 'lib/*' examples/embedding/SampleService.java MODEL [PORT]
 * curl 'http://localhost:8080/samples?n=3&seed=7'
 * </pre>
 *
 * MODEL is a run directory or a file that {@code rheo export} wrote. The same n and seed give the same samples, however
 * many clients ask at once. Memory is bounded: by the most samples of a request, by the requests that are answered at
 * once, and by the batches that the model solves for at once.
 */
final class SampleService {
    private static final int MOST_SAMPLES = 10_000;
    private static final int REQUESTS = 8;

    private final RheoModel model;
    private final Semaphore room = new Semaphore(REQUESTS);

    private SampleService(RheoModel model) {
        this.model = model;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: java -cp 'lib/*' SampleService.java MODEL [PORT]");
            System.exit(2);
        }
        int port = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 8080;
        try (RheoModel model = Rheo.opening(Path.of(arguments[0])).warnings(System.err::println).open()) {
            new SampleService(model).serve(port);
        } catch (RheoException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Serves until SIGTERM or Ctrl-C; requests that are being answered then are answered. */
    private void serve(int port) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(REQUESTS + 2);
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 64);
        server.setExecutor(threads);
        server.createContext("/samples", this::answer);
        server.start();
        System.out.println("serving " + model.experiment() + " on port " + server.getAddress().getPort());
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            awaitUninterruptibly(ended);
        }));
        end.await();
        room.tryAcquire(REQUESTS, 10, TimeUnit.SECONDS); // whatever is being answered; others are turned away from now on
        server.stop(0);
        threads.shutdown();
        model.close();
        System.out.println("stopped");
        ended.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!room.tryAcquire()) {
            send(exchange, 503, error("too many requests at once; try again"));
            return;
        }
        try {
            Map<String, String> query = query(exchange);
            int n = number(query, "n", 1, MOST_SAMPLES, 1);
            long seed = number(query, "seed", 0, Integer.MAX_VALUE, 0);
            send(exchange, 200, json(model.sampler().sample(n, seed)));
        } catch (RheoException e) {
            boolean theirs = e.kind() == RheoException.Kind.ARGUMENT;
            send(exchange, theirs ? 400 : 503, error(e.why()));
        } catch (IllegalArgumentException e) {
            send(exchange, 400, error(e.getMessage()));
        } catch (RuntimeException e) {
            System.err.println("a request failed: " + e);
            send(exchange, 500, error("this should not have happened; the log says more"));
        } finally {
            room.release();
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            throw new IllegalArgumentException("only GET is answered");
        }
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getQuery();
        for (String part : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
            int equals = part.indexOf('=');
            if (equals < 0 || !(part.startsWith("n=") || part.startsWith("seed="))) {
                throw new IllegalArgumentException("parameters are n and seed");
            }
            query.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return query;
    }

    private static int number(Map<String, String> query, String name, int least, int most, int otherwise) {
        String text = query.get(name);
        try {
            int number = text == null ? otherwise : Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new IllegalArgumentException(name + " is a whole number from " + least + " to " + most);
    }

    private static String json(Samples samples) {
        StringBuilder json = new StringBuilder("{\"shape\":").append(samples.shape());
        json.append(",\"samples\":[");
        for (int i = 0; i < samples.count(); i++) {
            float[] row = samples.row(i);
            for (int k = 0; k < row.length; k++) {
                json.append(k > 0 ? "," : i > 0 ? ",[" : "[").append(row[k]);
            }
            json.append(']');
        }
        json.append(']');
        if (samples.labels() != null) {
            json.append(",\"labels\":").append(java.util.Arrays.toString(samples.labels()));
        }
        return json.append('}').toString();
    }

    private static String error(String message) {
        return "{\"error\":\"" + message.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"}";
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
