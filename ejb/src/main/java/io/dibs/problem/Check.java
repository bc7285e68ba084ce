package io.dibs.problem;

import java.util.List;

import io.dibs.store.Roll;

/** Looks for some kinds of problems. Only reads, and costs a bounded number of calls. */
interface Check {
    /** How many problems of one check are kept at most: who has more has one. */
    int MOST = 50;

    /** @param roll the workers now */
    List<Finding> look(Roll roll);
}
