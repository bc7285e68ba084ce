package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.dibs.RetryPolicy;
import io.dibs.StoreUnavailableException;
import io.dibs.TaskFilter;
import io.dibs.TaskQuery;
import io.dibs.launcher.RedisServer;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;

/** The rights in {@code config/redis-acl.conf}: enough for all that Dibs does, and for nothing else. */
class RedisAclTest {
    private static final Path FILE = Path.of("../config/redis-acl.conf");
    private static final String PASSWORD = "acl-test";
    /** Of a connection; and what loads scripts. */
    private static final Set<String> OF_CONNECTIONS = Set.of("ping", "select", "client");

    private static final Pattern WORD_IN_SCRIPT = Pattern.compile("'([A-Z]{3,})'");

    @TempDir
    private static Path folder;

    private static RedisServer server;
    private static Jedis admin;
    private static Set<String> commands;

    private final Domain domain = Domain.named("default", server.uri(), Duration.ofSeconds(10));
    private final Domain node = domain.as("dibs", PASSWORD);
    private final Domain audit = domain.as("dibs-audit", PASSWORD);

    @BeforeAll
    static void start() throws IOException {
        Path active = folder.resolve("acl.conf");
        Files.writeString(
                active, Files.readString(FILE).replaceAll("(?m)^(user \\S+) off ", "$1 on >" + PASSWORD + " "));
        server = RedisServer.builder().setting("include", active.toString()).start();
        admin = new Jedis("127.0.0.1", server.port(), 10_000);
        admin.auth(server.password());
        commands = ((List<?>) admin.sendCommand(() -> "COMMAND".getBytes(StandardCharsets.US_ASCII)))
                .stream()
                        .map(each -> new String((byte[]) ((List<?>) each).get(0), StandardCharsets.US_ASCII))
                        .collect(Collectors.toSet());
    }

    @AfterEach
    void close() {
        admin.aclLogReset();
        domain.close();
    }

    @AfterAll
    static void stop() {
        admin.close();
        server.close();
    }

    private static Set<String> granted(String user) throws IOException {
        return Files.readAllLines(FILE).stream()
                .filter(line -> line.startsWith("user " + user + " "))
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .filter(rule -> rule.startsWith("+"))
                .map(rule -> rule.substring(1).replaceFirst("\\|.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> used() {
        Stream<String> inScripts = Arrays.stream(Script.values())
                .flatMap(script -> WORD_IN_SCRIPT.matcher(script.source()).results())
                .map(word -> word.group(1).toLowerCase(Locale.ROOT))
                .filter(commands::contains);
        Stream<String> inJava = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.dibs.store").stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(RedisAclTest::isCommand)
                        .flatMap(call -> commandOf(call.getName()).stream());
        return Stream.concat(inScripts, inJava).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isCommand(JavaMethodCall call) {
        return Stream.of(UnifiedJedis.class, CommandObjects.class, AbstractPipeline.class)
                        .anyMatch(type -> call.getTargetOwner().isEquivalentTo(type))
                && !call.getName().equals("sync"); // Of a pipeline: it reads the replies.
    }

    /** Jedis names a method for its command, and more. */
    private static Optional<String> commandOf(String method) {
        return commands.stream()
                .filter(method.toLowerCase(Locale.ROOT)::startsWith)
                .max(Comparator.comparing(String::length));
    }

    private static void assertNothingWasRefused() {
        assertThat(admin.aclLog())
                .as("what was refused: add it to config/redis-acl.conf")
                .extracting(entry -> entry.getUsername() + ": " + entry.getReason() + " " + entry.getObject() + " in "
                        + entry.getContext())
                .isEmpty();
    }

    @Test
    void every_command_that_a_script_or_the_code_names_is_granted() throws IOException {
        Set<String> missing = used();
        missing.removeAll(granted("dibs"));
        assertThat(missing)
                .as(
                        "commands that Dibs uses: add them to the rights of dibs in config/redis-acl.conf, and, if audits use"
                                + " them, to those of dibs-audit")
                .isEmpty();
    }

    @Test
    void no_command_is_granted_that_nothing_uses() throws IOException {
        Set<String> idle = granted("dibs");
        idle.removeAll(used());
        idle.removeAll(OF_CONNECTIONS);
        assertThat(idle).as("rights that nothing needs").isEmpty();
    }

    @Test
    void a_node_may_do_all_that_it_does() {
        admin.scriptFlush();
        assertThat(node.redis.isReady()).isTrue();
        Domain.TestWorker worker = node.worker();
        UUID first = node.task("a", "shared:b")
                .retry(RetryPolicy.fixed(2, Duration.ofDays(1)))
                .dispatch();
        UUID blocked = node.dispatch("a");
        node.tasks.waiting(blocked, 5);
        node.tasks.line("a", 5);
        Exchange.Claimed claim = worker.claimOne();
        node.workers.saveProgress(first, claim.fencingToken(), "[]", "[]", "");
        node.workers.saveStack(first, claim.fencingToken(), "here");
        node.workers.reserve(first, claim.fencingToken(), List.of("c"));
        worker.exchange(1, List.of(), Domain.outcome(claim, Exchange.Ending.RETRYABLE, "{}"));
        node.makeDue(first);
        node.sweep();
        UUID declined = node.dispatch();
        worker.claim(10).forEach(worker::decline);
        node.tasks.cancel(declined);
        Domain.TestWorker lost = node.worker();
        UUID running = node.task().priority(5).dispatch();
        lost.claim(10);
        node.tasks.cancel(running);
        node.tasks.abandon(running, "{}");
        node.workers.renew(lost.registration, new WorkerStore.Health(0, Instant.now()));
        lost.expire();
        node.sweep();
        node.workers.reconcile(worker.registration, "{}", List.of());
        node.tasks.delete(running);
        node.tasks.list(
                TaskQuery.of(TaskFilter.where().names(List.of(Draft.METHOD)).build()));
        node.tasks.list(TaskQuery.all());
        node.workers.list();
        node.tasks.queues().pause("default");
        node.tasks.queues().list(List.of("other"));
        node.tasks.queues().resume("default");
        node.workers.requests().drain(worker.incarnation(), true);
        node.workers.requests().drain(worker.incarnation(), false);
        long question = node.workers.requests().askThreads(worker.incarnation()).orElseThrow();
        node.workers.requests().threadsAsked(worker.incarnation());
        node.workers.requests().giveThreads(worker.incarnation(), question, "here");
        node.workers.requests().threads(worker.incarnation(), question);
        new StatisticsStore(node.redis).count();
        ProblemStore problems = new ProblemStore(node.redis);
        problems.begin(first, Duration.ZERO);
        problems.end(first, Duration.ZERO, List.of(new ProblemStore.Found("a", true, "{}")));
        problems.end(first, Duration.ZERO, List.of());
        problems.list();
        problems.notes();
        problems.redisFacts();
        problems.dependents(first);
        node.tasks.queues().depths();
        node.tasks.queues().parked("default");
        node.workers.awaitWake(worker.incarnation(), Duration.ofMillis(10));
        node.workers.unregister(worker.incarnation());
        EventStream events = new EventStream(node.redis);
        String position = events.listen(Optional.empty()).last();
        node.redis.run(Script.DISPATCH, List.of(), new StoreSettings.Replication(0, Duration.ofMillis(10)));
        node.dispatch();
        EventStream.Batch batch = events.await(position, Duration.ofSeconds(2));
        events.entry(batch.last());
        events.between(position, batch.last());
        assertThat(Audit.of(node).findings()).isEmpty();

        assertNothingWasRefused();
    }

    @Test
    void an_audit_needs_no_right_to_write() throws IOException {
        node.worker().claim(0);
        node.dispatch("a");
        assertThat(Audit.of(audit).findings()).isEmpty();
        assertNothingWasRefused();

        Set<String> writing = granted("dibs-audit");
        writing.retainAll(admin.aclCat("write"));
        assertThat(writing).isEmpty();
        UUID task = node.dispatch();
        assertThatThrownBy(() -> audit.tasks.cancel(task))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("see the rights of dibs.redis.user");
        assertThatThrownBy(() -> audit.dispatch("a")).isInstanceOf(StoreUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FLUSHALL",
                "FLUSHDB",
                "CONFIG GET *",
                "KEYS *",
                "ACL LIST",
                "SHUTDOWN",
                "DEBUG SLEEP 0",
                "REPLICAOF NO ONE",
                "SCRIPT FLUSH",
                "CLIENT LIST",
                "MONITOR",
                "SAVE",
                "PUBLISH a b",
                "GET other",
                "HGETALL dibs:{other}:clock",
                "GET dibs:seq",
                "EVAL return(redis.call('GET','dibs:{other}:seq')) 0",
                "EVAL return(redis.call('KEYS','*')) 0"
            })
    void a_node_may_do_nothing_else(String command) {
        String[] words = command.split(" ");
        byte[] name = words[0].getBytes(StandardCharsets.US_ASCII);
        for (String user : List.of("dibs", "dibs-audit")) {
            try (Jedis jedis = new Jedis("127.0.0.1", server.port(), 10_000)) {
                jedis.auth(user, PASSWORD);
                assertThatThrownBy(() -> jedis.sendCommand(() -> name, Arrays.copyOfRange(words, 1, words.length)))
                        .as(user)
                        .hasMessageContaining(words[0].equals("EVAL") ? "can't" : "NOPERM");
            }
        }
    }
}
