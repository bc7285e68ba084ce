package io.dibs.it.bench;

import java.util.Locale;

/** What is measured, with the target of issue 4 where it has one. */
enum Row {
    RAW("raw: RPOP, 16 threads, not pipelined", Unit.PER_SECOND),
    DRAIN_16("drain, no resources, 16 slots", Unit.PER_SECOND),
    DRAIN_64("drain, no resources, 64 slots", Unit.PER_SECOND),
    DRAIN_BEST("drain, no resources, best number of slots", Unit.PER_SECOND, atLeast(1.3, RAW)),
    DRAIN_TWO("drain, 1 exclusive + 1 shared of 1,000, 64 slots", Unit.PER_SECOND, atLeast(0.7, RAW)),
    DRAIN_SERIAL("drain, all on one exclusive resource, 64 slots", Unit.PER_SECOND, atLeast(0.25, RAW)),

    TEN_CALLS("EVALSHA of ten calls, one at a time", Unit.PER_SECOND),
    DISPATCH("dispatch, one at a time", Unit.PER_SECOND, atLeast(0.8, TEN_CALLS)),
    DISPATCH_TWO("dispatch, one at a time, 1 exclusive + 1 shared", Unit.PER_SECOND),
    DISPATCH_BATCH("dispatch, in batches of 1,000", Unit.PER_SECOND, atLeast(3, DISPATCH)),
    START("what Dibs adds to the call of a method", Unit.MICROSECONDS, atMost(20)),
    START_THREE("what Dibs adds, three arguments", Unit.MICROSECONDS, atMost(20)),

    LATENCY_P50("idle, dispatch to start in another process, p50", Unit.MILLISECONDS, atMost(1)),
    LATENCY_P99("idle, dispatch to start in another process, p99", Unit.MILLISECONDS, atMost(3)),

    CROWD_DRAIN("drain, 64 slots, with the crowd", Unit.PER_SECOND, atLeast(0.9, DRAIN_64)),
    CROWD_DRAIN_TWO("drain, 1 + 1 of 1,000, with the crowd", Unit.PER_SECOND, atLeast(0.9, DRAIN_TWO)),
    CROWD_DISPATCH("dispatch, with the crowd", Unit.PER_SECOND, atLeast(0.9, DISPATCH)),

    NEAR_PING("PING through the proxy", Unit.MILLISECONDS),
    FAR_PING("PING through the proxy, 1 ms away", Unit.MILLISECONDS),
    NEAR_DRAIN("drain, 32 slots, through the proxy", Unit.PER_SECOND),
    FAR_DRAIN("drain, 32 slots, through the proxy, 1 ms away", Unit.PER_SECOND, atLeast(0.8, NEAR_DRAIN)),

    IDLE_COMMANDS("idle process, commands", Unit.FEW_PER_SECOND, atMost(5)),
    IDLE_COMMANDS_INSIDE("idle process, commands inside its scripts", Unit.FEW_PER_SECOND),
    IDLE_CPU("idle process, Dibs' own threads", Unit.PERCENT, atMost(0.5)),
    WAKE_UPS_1("wake-ups for each task, 1 process", Unit.NUMBER, atMost(2)),
    WAKE_UPS_16("wake-ups for each task, 16 processes", Unit.NUMBER, atMost(2)),
    EXCHANGES_1("calls of exchange for each task, 1 process", Unit.NUMBER),
    EXCHANGES_16("calls of exchange for each task, 16 processes", Unit.NUMBER),

    MEMORY_FINISHED("Redis memory, kept finished task, small arguments", Unit.BYTES, atMost(1_000)),
    MEMORY_FINISHED_TWO("Redis memory, kept finished task, two resources", Unit.BYTES),
    MEMORY_WAITING("Redis memory, waiting task, two resources", Unit.BYTES, atMost(1_300)),

    BULLMQ("BullMQ, warm", Unit.PER_SECOND),
    RAW_BESIDE_BULLMQ("raw, beside BullMQ", Unit.PER_SECOND),
    BESIDE_BULLMQ("times raw of the drain, by BullMQ's times raw", Unit.NUMBER, atLeast(2.5)),
    REDISSON("Redisson's executor, warm", Unit.PER_SECOND),
    DB_SCHEDULER("db-scheduler on PostgreSQL, warm", Unit.PER_SECOND);

    /** What a number is of, and how many decimals of it say something. */
    enum Unit {
        PER_SECOND("/s", 0),
        FEW_PER_SECOND("/s", 1),
        MILLISECONDS("ms", 2),
        MICROSECONDS("µs", 2),
        PERCENT("%", 2),
        NUMBER("", 2),
        BYTES("B", 0);

        private final String text;
        private final int decimals;

        Unit(String text, int decimals) {
            this.text = text;
            this.decimals = decimals;
        }

        String text(double value) {
            return String.format(Locale.ROOT, "%,." + decimals + "f", value);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A bound.
     *
     * @param lower whether it is a lower one
     * @param factor how many times the other row, or, if there is none, how much
     */
    record Target(boolean lower, double factor, Row of) {
        /** @param measured the row itself, or how many times the other it is */
        boolean isMet(double measured) {
            return lower ? measured >= factor : measured <= factor;
        }
    }

    final String title;
    final Unit unit;
    final Target target;

    Row(String title, Unit unit) {
        this(title, unit, null);
    }

    Row(String title, Unit unit, Target target) {
        this.title = title;
        this.unit = unit;
        this.target = target;
    }

    private static Target atLeast(double factor, Row of) {
        return new Target(true, factor, of);
    }

    private static Target atLeast(double value) {
        return new Target(true, value, null);
    }

    private static Target atMost(double value) {
        return new Target(false, value, null);
    }
}
