package io.dibs.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.dibs.fault.AofRedis;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Injects faults, one every 250 ms on average; which, whom and when is drawn from a seed. */
final class Faults implements Runnable {
    /** A kind of fault, and how often it comes: out of so many. */
    enum Kind {
        KILL_WORKER(12),
        STOP_WORKER_BEYOND_LEASE(8),
        DRAIN_WORKER(8),
        CUT_CONNECTIONS(30),
        DELAY_CONNECTIONS(14),
        CUT_OFF_WORKER(10),
        KILL_REDIS(4),
        FLUSH_SCRIPTS(14);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        private static Kind draw(Random random) {
            int left = random.nextInt(
                    List.of(values()).stream().mapToInt(kind -> kind.weight).sum());
            for (Kind kind : values()) {
                left -= kind.weight;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException();
        }
    }

    private static final double MEAN_PAUSE_MILLIS = 250;

    private final Fleet fleet;
    private final AofRedis redis;
    private final Duration lease;
    private final Random random;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(loop -> {
        Thread thread = new Thread(loop, "faults-end");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean over;

    Faults(Fleet fleet, AofRedis redis, Duration lease, Random random) {
        this.fleet = fleet;
        this.redis = redis;
        this.lease = lease;
        this.random = random;
    }

    /** How many there were of each kind, once it is over. */
    Map<Kind, Integer> counts() {
        return counts;
    }

    void end() {
        over = true;
    }

    @Override
    public void run() {
        try {
            while (!over) {
                // The pauses of a Poisson process: now and then several faults come at once.
                TimeUnit.MILLISECONDS.sleep((long) (-MEAN_PAUSE_MILLIS * Math.log(1 - random.nextDouble())));
                Kind kind = Kind.draw(random);
                // Drawn in any case, so that what is drawn next does not depend on what was possible.
                Fleet.Seat victim =
                        fleet.seats().get(1 + random.nextInt(fleet.seats().size() - 1));
                double amount = random.nextDouble();
                if (!over && inject(kind, victim, amount)) {
                    counts.merge(kind, 1, Integer::sum);
                }
            }
            later.shutdown(); // What is planned still happens: all that is stopped goes on, all that is cut off
            // comes back.
            later.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            later.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private boolean inject(Kind kind, Fleet.Seat victim, double amount) {
        switch (kind) {
            case KILL_WORKER -> fleet.kill(victim);
            case STOP_WORKER_BEYOND_LEASE -> {
                return endLater(fleet.stop(victim), times(lease, 1.1 + amount * 0.6));
            }
            case DRAIN_WORKER -> {
                return fleet.drain(victim);
            }
            case CUT_CONNECTIONS -> victim.proxy.cut();
            case DELAY_CONNECTIONS -> {
                Duration delay = Duration.ofMillis(10 + (long) (90 * amount));
                return endLater(
                        fleet.cutOff(victim, Duration.ZERO, () -> victim.proxy.delay(delay)), times(lease, amount));
            }
            case CUT_OFF_WORKER -> {
                Duration time = times(lease, 0.1 + amount * 1.4);
                return endLater(fleet.cutOff(victim, time, () -> cutOff(victim, amount)), time);
            }
            case KILL_REDIS -> redis.restart();
            case FLUSH_SCRIPTS -> {
                return flushScripts();
            }
        }
        return true;
    }

    private static void cutOff(Fleet.Seat victim, double amount) {
        if ((long) (amount * 1000) % 2 == 0) {
            victim.proxy.halfOpen();
        } else {
            victim.proxy.refuse();
            victim.proxy.cut();
        }
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }

    private boolean endLater(Optional<Runnable> end, Duration after) {
        end.ifPresent(run -> later.schedule(run, after.toMillis(), TimeUnit.MILLISECONDS));
        return end.isPresent();
    }

    private boolean flushScripts() {
        try (Jedis jedis = Monitor.connect(redis, Duration.ofSeconds(1))) {
            jedis.scriptFlush();
            return true;
        } catch (JedisException e) {
            return false;
        }
    }
}
