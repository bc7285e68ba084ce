package io.dibs.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.RetryPolicy;
import io.dibs.json.Json;
import io.dibs.store.Attributes;
import io.dibs.store.NewTask;

/**
 * What a task is to do, all of it drawn from a seed. It travels as the task's arguments.
 *
 * @param kind how it behaves
 * @param millis how long it works
 * @param next how many tasks the chain has that it begins: it dispatches the first, which dispatches the second …
 * @param children how many further tasks it dispatches
 * @param seed of the tasks that it dispatches
 * @param retry whether it is tried again
 * @param reservations what it reserves
 */
record Job(
        Kind kind, int millis, int next, int children, long seed, RetryPolicy retry, List<Reservation> reservations) {
    /** How a task behaves. */
    enum Kind {
        /** As it should. */
        WORK,
        /** It throws once it has had its effect. */
        THROW,
        /** It works for longer than its timeout allows. */
        OVERTIME,
        /** It catches all interrupts until it has had its effect. */
        IGNORE,
        /** It ends its process, without a last word, before its effect. */
        HALT,
        /** It ends its process after its effect. */
        HALT_LATE,
        /** It takes all memory that there is. */
        ALLOCATE
    }

    /** The message of {@link #plannedException}. */
    static final String PLANNED = "As planned.";

    /** The method of all tasks. */
    static final String METHOD = "io.dibs.chaos.Job#run";

    /** The queue of tasks that may harm their process: the calm worker does not serve it. */
    static final String TOXIC = "toxic";

    /** The queue of all others. */
    static final String CALM = "default";

    /** How many groups there are; a third of the tasks is in one. */
    private static final int GROUPS = 6;

    private static final int RESOURCES = 60;
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    /** Draws a task: most are short and harmless. */
    static Job draw(Random random) {
        Kind kind = kind(random.nextInt(1000));
        int next = random.nextInt(100) < 8 ? 1 + random.nextInt(4) : 0;
        int children = random.nextInt(100) < 5 ? 1 + random.nextInt(3) : 0;
        return new Job(
                kind,
                millis(kind, random),
                next,
                children,
                random.nextLong(),
                retry(kind, random),
                reservations(random));
    }

    private static RetryPolicy retry(Kind kind, Random random) {
        int policy = random.nextInt(8);
        if ((kind == Kind.HALT || kind == Kind.HALT_LATE) && policy > 3) {
            return RetryPolicy.NONE; // Each attempt takes a lease's time, for which all that wait behind it wait too.
        }
        return switch (policy) {
            case 0, 1 -> RetryPolicy.fixed(3, Duration.ZERO);
            case 2 -> RetryPolicy.fixed(2, Duration.ofMillis(200));
            case 3, 4 -> RetryPolicy.exponential(5, Duration.ofMillis(50), Duration.ofSeconds(1));
            case 5 -> RetryPolicy.fixed(4, Duration.ofMillis(20)).on(IOException.class);
            default -> RetryPolicy.NONE;
        };
    }

    private static Kind kind(int permille) {
        if (permille < 25) {
            return Kind.THROW;
        } else if (permille < 31) {
            return Kind.OVERTIME;
        } else if (permille < 39) {
            return Kind.IGNORE;
        } else if (permille < 40) {
            return Kind.HALT;
        } else if (permille < 41) {
            return Kind.HALT_LATE;
        } else if (permille < 44) {
            return Kind.ALLOCATE;
        }
        return Kind.WORK;
    }

    private static int millis(Kind kind, Random random) {
        return switch (kind) {
            case IGNORE -> 500 + random.nextInt(2000);
            case OVERTIME -> 1500;
            default -> random.nextInt(100) < 12 ? random.nextInt(900) : random.nextInt(30);
        };
    }

    private static List<Reservation> reservations(Random random) {
        List<Reservation> reservations = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            // The smaller of two: some resources are wanted by many, others by few.
            String resource = "r" + Math.min(random.nextInt(RESOURCES), random.nextInt(RESOURCES));
            reservations.add(random.nextInt(100) < 55 ? Reservation.exclusive(resource) : Reservation.shared(resource));
        }
        return reservations;
    }

    /** What {@link Kind#THROW} throws. */
    static IllegalStateException plannedException() {
        return new IllegalStateException(PLANNED);
    }

    /** The tasks that it dispatches. */
    List<Job> following() {
        Random random = new Random(seed);
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < children + (next > 0 ? 1 : 0); i++) {
            Job job = draw(random);
            // The chain goes on in the last; children have none, so a job stays bounded.
            jobs.add(new Job(
                    job.kind, job.millis, i == children ? next - 1 : 0, 0, job.seed, job.retry, job.reservations));
        }
        return jobs;
    }

    /** The id of the task that another one dispatches: the same at each attempt, so that it is dispatched once. */
    static UUID idOfFollowing(UUID parent, int index) {
        return UUID.nameUUIDFromBytes((parent + "/" + index).getBytes(StandardCharsets.UTF_8));
    }

    NewTask task(UUID id, Optional<UUID> parent) {
        return new NewTask(id, METHOD, encode(), queue(), 0, reservations, attributes(), parent);
    }

    private String queue() {
        return isToxic() ? TOXIC : CALM;
    }

    /** Whether it may harm its process. */
    boolean isToxic() {
        return switch (kind) {
            case HALT, HALT_LATE, ALLOCATE -> true;
            default -> false;
        };
    }

    private Attributes attributes() {
        Attributes plain = Attributes.NONE.with(retry);
        int group = Math.floorMod(seed, 3 * GROUPS);
        plain = group < GROUPS ? plain.inGroup("g" + group) : plain;
        return kind == Kind.OVERTIME ? plain.with(TIMEOUT) : plain;
    }

    private String encode() {
        List<String> values = new ArrayList<>(List.of(
                kind.name(),
                Integer.toString(millis),
                Integer.toString(next),
                Integer.toString(children),
                Long.toString(seed)));
        reservations.forEach(reservation -> values.add(Entry.encode(reservation)));
        return Json.array(values);
    }

    static Job decode(String arguments) {
        List<String> values = Json.strings(arguments);
        return new Job(
                Kind.valueOf(values.get(0)),
                Integer.parseInt(values.get(1)),
                Integer.parseInt(values.get(2)),
                Integer.parseInt(values.get(3)),
                Long.parseLong(values.get(4)),
                RetryPolicy.NONE, // Whoever runs it need not know.
                values.stream().skip(5).map(Entry::reservation).toList());
    }
}
