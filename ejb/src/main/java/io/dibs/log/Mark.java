package io.dibs.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Says of a log line what it belongs to: in front of its text for people, {@code [task=… correlation_id=…]}, and as fields for
 * handlers that know of them: they take the entries of maps among the parameters. A line is marked once: the first mark stays.
 */
public record Mark(Optional<UUID> task, Optional<String> correlationId) {
    /** Leaves lines as they are. */
    public static final Mark NONE = new Mark(Optional.empty(), Optional.empty());

    /** The message of a marked line: its first parameter is the text, so nothing in that is taken for a pattern or a key. */
    static final String TEXT = "{0}";

    private static final String TASK = "task";
    private static final String CORRELATION = "correlation_id";

    private static final Formatter FORMATTER = new Formatter() {
        @Override
        public String format(LogRecord record) {
            return formatMessage(record);
        }
    };

    /** That of a task. */
    public static Mark of(UUID task, Optional<String> correlationId) {
        return new Mark(Optional.of(task), correlationId);
    }

    /** Marks a line, unless it has a mark. */
    public void put(LogRecord record) {
        if ((task.isEmpty() && correlationId.isEmpty()) || isMarked(record)) {
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        task.ifPresent(id -> fields.put(TASK, id.toString()));
        correlationId.ifPresent(id -> fields.put(CORRELATION, onOneLine(id)));
        List<Object> parameters = new ArrayList<>();
        // Its parameters and its language first: what is put before it is no pattern, nor a key of its bundle.
        parameters.add(prefix(fields)
                + Optional.ofNullable(record.getMessage())
                        .map(message -> FORMATTER.format(record))
                        .orElse(""));
        fieldsOf(record).forEach(parameters::add);
        parameters.add(fields);
        record.setMessage(TEXT);
        record.setParameters(parameters.toArray());
        record.setResourceBundle(null);
    }

    private static boolean isMarked(LogRecord record) {
        return record.getParameters() != null
                && fieldsOf(record).stream()
                        .anyMatch(fields -> fields.containsKey(TASK) || fields.containsKey(CORRELATION));
    }

    /** Also those that the application gives its own lines. */
    private static List<Map<?, ?>> fieldsOf(LogRecord record) {
        List<Map<?, ?>> fields = new ArrayList<>();
        for (Object parameter : record.getParameters() == null ? new Object[0] : record.getParameters()) {
            if (parameter instanceof Map<?, ?> map) {
                fields.add(map);
            }
        }
        return fields;
    }

    private static String prefix(Map<String, String> fields) {
        StringBuilder prefix = new StringBuilder();
        fields.forEach((name, value) -> prefix.append(prefix.isEmpty() ? '[' : ' ')
                .append(name)
                .append('=')
                .append(value));
        return prefix.append("] ").toString();
    }

    /** As {@link io.dibs.Correlation#of} demands; what Redis has may have come another way. */
    private static String onOneLine(String id) {
        return id.chars().anyMatch(Character::isISOControl) ? id.replaceAll("\\p{Cntrl}", "?") : id;
    }
}
