package io.dibs.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the fields of a schedule, as Redis has them, of its definition. */
final class ScheduleFields {
    private ScheduleFields() {}

    /** @param call that of its task, as it is stored */
    static Map<String, String> of(ScheduleStore.Definition definition, String call) {
        NewTask task = definition.task();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("incarnation", task.id().toString());
        fields.put("timing", StoredSchedule.encode(definition.timing()));
        fields.put("anchor", micros(Optional.of(definition.anchor())));
        fields.put("overlap", definition.overlap().code());
        fields.put("missed", definition.missed().code());
        fields.put("call", call);
        fields.put("queue", task.queue());
        fields.put("priority", Integer.toString(task.priority()));
        fields.put("res", Reservations.encode("", task.reservations()));
        fields.put("any_version", definition.anyVersion() ? "1" : "");
        fields.put(
                "declared",
                definition.declaration().map(StoredSchedule.Declaration::encode).orElse(""));
        fields.put("paused", micros(definition.paused()));
        fields.put("due", micros(definition.due()));
        return fields;
    }

    /** A time as scripts have it; empty for none. */
    static String micros(Optional<Instant> time) {
        return time.map(StoredSchedule::micros).map(Object::toString).orElse("");
    }
}
