package io.dibs.fault;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.dibs.Reservation;
import io.dibs.RetryPolicy;
import io.dibs.StoreUnavailableException;
import io.dibs.TaskContext;
import io.dibs.store.Attributes;
import io.dibs.store.Exchange;
import io.dibs.store.NewTask;
import io.dibs.store.TaskStore;
import io.dibs.worker.CurrentTask;
import io.dibs.worker.TaskBody;
import io.dibs.worker.UnknownMethodException;
import redis.clients.jedis.Jedis;

/** Tasks that bring a worker to each step of its life. Each leaves an effect outside the domain: its fencing token. */
final class CrashTasks implements TaskBody {
    /** What a task does. */
    enum Kind {
        RETURN,
        WAIT,
        REPORT,
        RESERVE,
        DISPATCH_CHILD,
        RUN_OUT_OF_TIME,
        BE_UNKNOWN,
        HALT_AT_ONCE,
        HALT_IN_THE_MIDST,
        OUTLIVE_ITS_LEASE
    }

    private static final Duration SHORT = Duration.ofMillis(300);

    private final URI url;
    private final TaskStore tasks;
    private final boolean lives;
    private final CountDownLatch happened;

    /**
     * @param url of the server that keeps the effects
     * @param lives whether this worker is to bring tasks to their ends; else they make it wait or die, and it knows not all
     * @param happened what tasks wait for that wait
     */
    CrashTasks(URI url, TaskStore tasks, boolean lives, CountDownLatch happened) {
        this.url = url;
        this.tasks = tasks;
        this.lives = lives;
        this.happened = happened;
    }

    static NewTask task(Kind kind, RetryPolicy retry, String... resources) {
        Attributes attributes = Attributes.NONE.with(retry);
        attributes = kind == Kind.RUN_OUT_OF_TIME ? attributes.with(SHORT) : attributes;
        return new NewTask(
                UUID.randomUUID(),
                "test.CrashTasks#" + kind,
                "[]",
                "default",
                0,
                List.of(resources).stream().map(Reservation::exclusive).toList(),
                attributes,
                Optional.empty());
    }

    static String reservedBy(UUID task) {
        return "made-by-" + task;
    }

    static String effects(UUID task) {
        return "effects:" + task;
    }

    static String told(UUID task) {
        return "told:" + task;
    }

    @Override
    public String run(Exchange.Claimed claim) throws Exception {
        Kind kind = Kind.valueOf(claim.name().substring(claim.name().indexOf('#') + 1));
        TaskContext context = CurrentTask.find().orElseThrow();
        if (kind == Kind.BE_UNKNOWN && !lives) {
            throw new UnknownMethodException(claim.name());
        }
        if (kind == Kind.HALT_AT_ONCE && !lives) {
            Runtime.getRuntime().halt(1);
        }
        write(effects(claim.task()), claim.fencingToken());
        switch (kind) {
            case WAIT -> happened.await();
            case REPORT -> {
                context.progress("Reporting", "reporting").increment();
                happened.await();
            }
            case RESERVE -> {
                insist(() -> context.reserve(reservedBy(claim.task())));
                happened.await();
            }
            case DISPATCH_CHILD -> {
                NewTask child = childOf(claim.task());
                insist(() -> tasks.dispatch(child));
            }
            case RUN_OUT_OF_TIME -> new CountDownLatch(1).await();
            case HALT_IN_THE_MIDST -> {
                if (!lives) {
                    Runtime.getRuntime().halt(1);
                }
            }
            case OUTLIVE_ITS_LEASE -> outlive(claim, context);
            default -> {
                // That was all.
            }
        }
        return lives ? "\"alive\"" : "\"doomed\"";
    }

    private void outlive(Exchange.Claimed claim, TaskContext context) throws InterruptedException {
        if (lives) {
            happened.await();
            return;
        }
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            write(told(claim.task()), claim.fencingToken());
            context.progress("Of a zombie", "zombie").increment();
            awaitSavingOfReports();
        }
    }

    private static void awaitSavingOfReports() {
        for (int i = 0; i < 10; i++) {
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                // Told again. It knows.
            }
        }
    }

    /** Does again, while Redis is away, what may be done again. */
    private static void insist(Runnable change) throws InterruptedException {
        while (true) {
            try {
                change.run();
                return;
            } catch (StoreUnavailableException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static NewTask childOf(UUID parent) {
        NewTask child = task(Kind.RETURN, RetryPolicy.NONE, "child-of-" + parent);
        return new NewTask(
                child.id(),
                child.name(),
                child.arguments(),
                child.queue(),
                child.priority(),
                child.reservations(),
                child.attributes(),
                Optional.of(parent));
    }

    private void write(String key, long token) {
        try (Jedis jedis = AofRedis.connect(url)) {
            jedis.rpush(key, Long.toString(token));
        }
    }
}
