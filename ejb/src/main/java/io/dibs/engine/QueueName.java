package io.dibs.engine;

import java.util.regex.Pattern;

/** Names of queues. */
final class QueueName {
    private static final int LONGEST = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST + "}");

    private QueueName() {}

    /** The name. @throws IllegalArgumentException if it is none of a queue */
    static String checked(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a queue; it has 1 to " + LONGEST
                    + " letters, digits, '.', '_' and '-'.");
        }
        return name;
    }
}
