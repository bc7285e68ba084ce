package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.dibs.Correlation;
import io.dibs.Task;
import io.dibs.TaskState;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.NewTask;

class TaskLogTest {
    private static final Attributes ATTRIBUTES = Attributes.NONE.correlated("order {0} '7'");

    private final Logger root = Logger.getLogger("");
    private final Logger log = Logger.getLogger("com.acme.Orders");
    private final Lines early = new Lines();
    private final Lines late = new Lines();
    private RunningPool pool;

    /** What a server's handler writes. */
    private static final class Lines extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            lines.add(
                    new Formatter() {
                        @Override
                        public String format(LogRecord it) {
                            return formatMessage(it);
                        }
                    }.format(record));
        }

        @Override
        public void flush() {
            // It keeps nothing back.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    @BeforeEach
    void start() {
        root.addHandler(early);
        pool = new RunningPool(2, Duration.ofSeconds(5));
        root.addHandler(late);
    }

    @AfterEach
    void stop() {
        pool.close();
        root.removeHandler(early);
        root.removeHandler(late);
    }

    private UUID completed(Attributes attributes, RunningPool.Work work) {
        UUID id = pool.dispatch(attributes, work);
        pool.await(id, TaskState.COMPLETED);
        return id;
    }

    @Test
    void every_line_of_a_task_names_it_and_its_correlation_however_it_is_logged() {
        UUID id = completed(ATTRIBUTES, context -> {
            log.info("It's plain, {0}");
            log.log(Level.WARNING, "It''s made of {0} parts", 2);
            System.getLogger("com.acme.Orders").log(System.Logger.Level.INFO, "By {0}", "the platform's logger");
            log.log(Level.INFO, (String) null);
            return "";
        });
        String mark = "[task=" + id + " correlation_id=order {0} '7'] ";
        assertThat(late.lines)
                .contains(
                        mark + "It's plain, {0}",
                        mark + "It's made of 2 parts",
                        mark + "By the platform's logger",
                        mark);
        assertThat(early.lines).as("a handler that was there before").containsAll(late.lines);
    }

    @Test
    void a_line_in_a_bundle_is_translated_before() {
        LogRecord record = new LogRecord(Level.INFO, "greeting");
        record.setParameters(new Object[] {"world"});
        record.setResourceBundle(new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{"greeting", "Bonjour, {0}"}};
            }
        });
        UUID id = completed(Attributes.NONE, context -> {
            log.log(record);
            return "";
        });
        assertThat(late.lines).contains("[task=" + id + "] Bonjour, world");
    }

    @Test
    void a_correlation_id_cannot_begin_another_line() {
        UUID id = completed(Attributes.NONE.correlated("a\nb"), context -> {
            log.info("x");
            return "";
        });
        assertThat(late.lines).contains("[task=" + id + " correlation_id=a?b] x");
    }

    @Test
    void what_the_worker_says_of_a_failed_task_names_it_too() {
        UUID id = pool.dispatch(ATTRIBUTES, context -> {
            throw new IllegalStateException("on purpose");
        });
        pool.await(id, TaskState.FAILED);
        String mark = "[task=" + id + " correlation_id=order {0} '7'] ";
        assertThat(late.lines)
                .filteredOn(line -> line.contains(") failed."))
                .singleElement()
                .asString()
                .startsWith(mark + "dibs.task.failed: Task " + id + " (");
    }

    @Test
    void so_does_what_another_process_says_of_it() {
        Domain domain = Domain.fresh();
        Domain.TestWorker gone = domain.worker();
        UUID id = UUID.randomUUID();
        domain.tasks.dispatch(
                new NewTask(id, "test.Tasks#lost", "[]", "default", 0, List.of(), ATTRIBUTES, Optional.empty()));
        gone.claimAll();
        gone.expire();
        try (RunningPool other = new RunningPool(domain, 1, Duration.ZERO, Duration.ofSeconds(30), false)) {
            other.await(id, TaskState.FAILED);
            await().untilAsserted(() -> assertThat(late.lines)
                    .contains("[task=" + id + " correlation_id=order {0} '7'] dibs.task.recovered: Task " + id
                            + " (test.Tasks#lost) is failed: its worker has gone missing."));
        }
    }

    @Test
    void a_need_that_is_not_met_here_is_a_warning_once() {
        Logger logger = Logger.getLogger(Execution.class.getName());
        logger.setLevel(Level.FINE);
        try {
            UUID first = declined();
            UUID second = declined();
            assertThat(late.lines)
                    .filteredOn(line -> line.contains("dibs.task.declined"))
                    .extracting(line -> line.substring(0, line.indexOf(": ")))
                    .containsExactly(
                            "[task=" + first + "] dibs.task.declined",
                            "[task=" + second + "] dibs.task.declined_again");
        } finally {
            logger.setLevel(null);
        }
    }

    /** A task of a method that the pool does not know; it has given it back. */
    private UUID declined() {
        UUID id = pool.domain.dispatch();
        await().until(() -> pool.domain.field(id, "parked") != null);
        pool.domain.tasks.cancel(id);
        return id;
    }

    @Test
    void a_thread_that_serves_a_request_marks_its_lines_with_the_correlation() {
        Correlation.Scope scope = Correlation.of("request-7").enter();
        log.info("of a request");
        scope.close();
        log.info("of none");
        assertThat(late.lines).contains("[correlation_id=request-7] of a request", "of none");
    }

    @Test
    void threads_without_a_task_log_as_ever() throws Exception {
        UUID id = completed(ATTRIBUTES, context -> {
            Thread other = new Thread(() -> log.info("from elsewhere"));
            other.start();
            other.join();
            return "";
        });
        log.info("outside");
        assertThat(late.lines).contains("from elsewhere", "outside").noneMatch(line -> line.contains(id.toString()));
    }

    @Test
    void a_worker_that_has_closed_leaves_nothing_in_the_log() {
        pool.pool.close();
        assertThat(root.getHandlers()).contains(early, late).noneMatch(TaskLog.class::isInstance);
        pool.pool.close();
        assertThat(root.getHandlers()).as("the others stand once").containsOnlyOnce(early, late);
    }

    @Test
    void inside_a_task_the_correlation_is_that_of_the_task() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Attributes attributes =
                ATTRIBUTES.with(new Task.Origin(Optional.empty(), Optional.empty(), Optional.of(trace), false));
        List<Correlation> seen = new CopyOnWriteArrayList<>();
        completed(attributes, context -> {
            seen.add(Correlation.current());
            assertThat(context.traceparent()).contains(trace);
            return "";
        });
        completed(Attributes.NONE, context -> {
            seen.add(Correlation.current());
            return "";
        });
        assertThat(seen).containsExactly(Correlation.of("order {0} '7'").inTrace(trace), Correlation.NONE);
    }
}
