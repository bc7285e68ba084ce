package io.dibs.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final UUID TASK = UUID.fromString("01980000-0000-7000-8000-000000000001");

    private final Logger logger = Logger.getLogger(LogTest.class.getName());
    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {
            // It writes nothing.
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    };
    private final Log log = Log.of(LogTest.class);

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    private static String text(LogRecord record) {
        return new SimpleFormatter().formatMessage(record);
    }

    /** What a handler that knows of fields makes of it. */
    private static Map<Object, Object> fields(LogRecord record) {
        Map<Object, Object> fields = new HashMap<>();
        for (Object parameter : record.getParameters()) {
            if (parameter instanceof Map<?, ?> map) {
                fields.putAll(map);
            }
        }
        return fields;
    }

    @Test
    void a_line_begins_with_the_id_of_its_event_in_the_name_of_the_class() {
        RuntimeException thrown = new IllegalStateException();
        log.tell(thrown, LogEvent.OBSERVER_FAILED, "it's {0}");
        LogRecord record = records.get(0);
        assertThat(text(record)).isEqualTo("dibs.observer.failed: An observer of it's {0} failed.");
        assertThat(fields(record)).containsExactly(Map.entry("event", "dibs.observer.failed"));
        assertThat(record.getLoggerName()).isEqualTo(LogTest.class.getName());
        assertThat(record.getSourceClassName()).isEqualTo(LogTest.class.getName());
        assertThat(record.getLevel()).isEqualTo(Level.WARNING);
        assertThat(record.getThrown()).isSameAs(thrown);
    }

    @Test
    void a_line_about_a_task_names_it_once() {
        log.about(TASK, Optional.of("a\nb")).tell(LogEvent.TASK_ABANDONED, TASK, "M#m");
        LogRecord record = records.get(0);
        Mark.of(UUID.randomUUID(), Optional.of("of the thread")).put(record);
        assertThat(text(record))
                .isEqualTo("[task=" + TASK + " correlation_id=a?b] dibs.task.abandoned: Task " + TASK
                        + " (M#m) was abandoned by an operator.");
        assertThat(fields(record))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("event", "dibs.task.abandoned", "task", TASK.toString(), "correlation_id", "a?b"));
    }

    @Test
    void the_fields_that_an_application_gives_its_lines_stay() {
        LogRecord record = new LogRecord(Level.INFO, "{0} of {1}");
        record.setParameters(new Object[] {1, 2, Map.of("order", 7)});
        Mark.of(TASK, Optional.empty()).put(record);
        assertThat(text(record)).isEqualTo("[task=" + TASK + "] 1 of 2");
        assertThat(fields(record)).isEqualTo(Map.of("order", 7, "task", TASK.toString()));
    }

    @Test
    void a_line_that_nobody_wants_costs_no_text() {
        Object value = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("It is made into a text.");
            }
        };
        logger.setLevel(Level.INFO);
        log.tell(LogEvent.SWEEP_PUT_OFF, value);
        assertThat(records).isEmpty();
    }
}
