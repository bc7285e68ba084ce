package io.dibs.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The keys that a domain may have, behind its prefix: the documented list of R9. {@code docs/architecture.md} explains each;
 * a test keeps the two equal.
 */
enum KeyFamily {
    SEQ("seq", "string"),
    CLOCK("clock", "hash"),
    TASK("task:<id>", "hash"),
    TASKS("tasks", "zset"),
    CHILDREN("children:<id>", "list"),
    DEPS("deps:<id>", "zset"),
    GROUP("group:<group>", "hash"),
    GROUPS("groups", "zset"),
    MEMBERS("members:<group>", "zset"),
    DONE("done:<state>", "zset"),
    EXCLUSIVE_LINE("x:<resource>", "zset"),
    SHARED_LINE("s:<resource>", "zset"),
    READY("ready:<queue>", "zset"),
    PARKED_NEEDS("parked:<queue>", "set"),
    PARKED("parked:<queue>:<need>", "zset"),
    QUEUES("queues", "set"),
    PAUSED("paused", "hash"),
    LATER("later", "zset"),
    EVENTS("events", "stream"),
    IDLE("idle:<queue>", "set"),
    LEASES("leases", "zset"),
    WORKER("worker:<incarnation>", "hash"),
    RUN("run:<incarnation>", "hash"),
    STOP("stop:<incarnation>", "set"),
    WAKE("wake:<incarnation>", "list"),
    THREADS("threads:<incarnation>", "hash"),
    PROBLEMS("problems", "hash"),
    NOTES("notes", "zset"),
    SCHEDULES("schedules", "zset"),
    SCHEDULE("schedule:<name>", "hash");

    private final String pattern;
    private final String type;
    private final String start;

    KeyFamily(String pattern, String type) {
        this.pattern = pattern;
        this.type = type;
        start = pattern.contains("<") ? pattern.substring(0, pattern.indexOf('<')) : pattern;
    }

    /** Its name as the documentation writes it, with what varies in angle brackets. */
    String pattern() {
        return pattern;
    }

    /** What Redis calls the type of these keys. */
    String type() {
        return type;
    }

    /** Its name in scripts. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a key of this family has behind the part of its name that all have. */
    String rest(String key) {
        return key.substring(start.length());
    }

    /** The family of a key, given without the prefix of its domain; empty for one that Dibs does not know. */
    static Optional<KeyFamily> of(String key) {
        // Names of resources may have colons; those of queues have none, so what is behind a second colon is a need.
        return Arrays.stream(values())
                .filter(family -> family.start.equals(family.pattern)
                        ? key.equals(family.pattern)
                        : key.startsWith(family.start) && key.length() > family.start.length())
                .filter(family ->
                        family != PARKED_NEEDS || PARKED_NEEDS.rest(key).indexOf(':') < 0)
                .filter(family -> family != PARKED || PARKED.rest(key).indexOf(':') > 0)
                .findFirst();
    }
}
