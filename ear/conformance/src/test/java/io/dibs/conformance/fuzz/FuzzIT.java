package io.dibs.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.dibs.conformance.Client;
import io.dibs.conformance.ConformanceTest;
import io.dibs.conformance.Server;
import io.dibs.conformance.Tasks;
import io.dibs.conformance.fuzz.Wire.Reply;

/**
 * Many requests that are wrong, each made from the seed and its number. {@code -Dfuzz.seed=… -Dfuzz.only=…} sends one of
 * them again, as nearly as the ids of a new server allow.
 */
@ConformanceTest
@Timeout(600)
class FuzzIT {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 10_000);
    private static final long SEED =
            Long.getLong("fuzz.seed", ThreadLocalRandom.current().nextLong());
    private static final int ONLY = Integer.getInteger("fuzz.only", -1);
    private static final int CONNECTIONS = 4;
    private static final int MAX_SHOWN = 25;

    private final Client client = Server.administrator();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> findings = new ConcurrentLinkedQueue<>();
    private Tasks tasks;

    @BeforeEach
    void start() throws Exception {
        tasks = new Tasks(client);
    }

    @AfterEach
    void stop() throws Exception {
        tasks.end();
    }

    @Test
    void wrong_requests_are_refused_and_change_nothing() throws Exception {
        Description description =
                Description.of(client.get("/openapi?format=JSON").ok().json());
        Targets targets = targets();
        Snapshot before = Snapshot.of(client, description);
        System.out.println("Fuzz: " + REQUESTS + " requests for "
                + description.operations().size() + " operations, seed " + SEED);

        attack(new Attacks(description, targets, client.authorization(), SEED));

        System.out.println("Fuzz: answers by status " + new TreeMap<>(statuses) + ", findings " + findings.size());
        assertThat(findings.stream().limit(MAX_SHOWN).toList())
                .as("%d findings with -Dfuzz.seed=%d; the first:%n%s", findings.size(), SEED, shown())
                .isEmpty();
        assertThat(before.differences(Snapshot.of(client, description)))
                .as("what changed, with -Dfuzz.seed=%d", SEED)
                .isEmpty();
        JsonObject audit = client.get("audit").ok().json();
        assertThat(audit.getJsonArray("findings")).isEmpty();
        if (ONLY < 0 && REQUESTS >= 10_000) {
            assertThat(statuses.keySet()).as("what must come up").contains(200, 400, 404, 405, 406, 409, 413, 415);
        }
    }

    private String shown() {
        return String.join("\n", findings.stream().limit(MAX_SHOWN).toList());
    }

    private void attack(Attacks attacks) throws Exception {
        Wire wire = new Wire(Server.baseUri());
        AtomicInteger next = new AtomicInteger(Math.max(ONLY, 0));
        int end = ONLY < 0 ? REQUESTS : ONLY + 1;
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                done.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
                        attack(wire, attacks.number(number), number);
                    }
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void attack(Wire wire, Attempt attempt, int number) throws Exception {
        Reply reply = wire.send(attempt);
        statuses.computeIfAbsent(reply.status(), status -> new AtomicInteger()).incrementAndGet();
        for (String complaint : Verdict.complaints(attempt, reply, base())) {
            findings.add("-Dfuzz.only=" + number + ": " + complaint + ": " + reply.status() + " "
                    + reply.body().substring(0, Math.min(300, reply.body().length())) + "\n    for " + attempt);
        }
    }

    /** Something of every kind, in every state. */
    private Targets targets() throws Exception {
        String repository = tasks.repository();
        String running = tasks.running(repository);
        String waiting = tasks.sync(repository, tasks.remote("empty"));
        List<String> all = List.of(running, waiting, tasks.completed(), tasks.failed(), tasks.canceled());
        Map<String, List<String>> names = new HashMap<>();
        names.put("/api/v1/tasks", all.stream().map(FuzzIT::last).toList());
        names.put("/api/v1/file/repositories", List.of(repository));
        names.put("/api/v1/file/remotes", List.of(tasks.remote("empty")));
        names.put("/api/v1/resources", List.of("a", "a%2Fb", "file%3Arepository%3A1"));
        names.put(
                "/api/v1/workers",
                client.all("workers").keySet().stream().map(FuzzIT::last).toList());
        return new Targets(base(), names, last(waiting));
    }

    private static String base() {
        return Server.baseUri().getPath().replaceAll("/$", "");
    }

    private static String last(String href) {
        return href.substring(href.lastIndexOf('/') + 1);
    }
}
