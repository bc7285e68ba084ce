package io.dibs.problem;

import io.dibs.Problem;

/**
 * Something that is wrong.
 *
 * @param sure whether one look proves it; otherwise it has to be found twice in a row, since it may be about to pass
 */
record Finding(Problem.Kind kind, Problem.Subject subject, String message, String remedy, boolean sure) {
    static Finding sure(Problem.Kind kind, Problem.Subject subject, String message, String remedy) {
        return new Finding(kind, subject, message, remedy, true);
    }

    static Finding unsure(Problem.Kind kind, Problem.Subject subject, String message, String remedy) {
        return new Finding(kind, subject, message, remedy, false);
    }

    String id() {
        return kind.code() + ":" + subject.name();
    }
}
