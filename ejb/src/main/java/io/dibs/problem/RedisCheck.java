package io.dibs.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.dibs.Problem.Kind;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.store.ProblemStore;
import io.dibs.store.Roll;

/** What Redis says of itself. What it does not say, or not to this user, is no problem. */
final class RedisCheck implements Check {
    private static final Subject REDIS = new Subject(SubjectType.REDIS, "redis");
    private static final double NEAR = 0.9;

    private final ProblemStore problems;

    RedisCheck(ProblemStore problems) {
        this.problems = problems;
    }

    @Override
    public List<Finding> look(Roll roll) {
        Map<String, String> facts = problems.redisFacts();
        List<Finding> found = new ArrayList<>();
        memory(facts, found);
        persistence(facts, found);
        return found;
    }

    private static void memory(Map<String, String> facts, List<Finding> found) {
        long limit = number(facts, "maxmemory");
        long used = number(facts, "used_memory");
        if (limit > 0 && used > limit * NEAR) {
            found.add(Finding.sure(
                    Kind.REDIS_MEMORY,
                    REDIS,
                    "Redis uses " + used + " of the " + limit
                            + " bytes that it may (maxmemory). At that limit no task can be" + " dispatched.",
                    "Raise maxmemory, purge final tasks (POST tasks/purge), or keep fewer of them"
                            + " (dibs.tasks.keep.completed, .failed, .canceled)."));
        }
        String policy = facts.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            found.add(
                    Finding.sure(
                            Kind.REDIS_EVICTS,
                            REDIS,
                            "The maxmemory-policy of Redis is " + policy
                                    + ": when its memory is full it may throw away tasks.",
                            "Set maxmemory-policy noeviction: redis-cli CONFIG SET maxmemory-policy noeviction, and in redis.conf."));
        }
    }

    private static void persistence(Map<String, String> facts, List<Finding> found) {
        if (facts.getOrDefault("aof_enabled", "1").equals("0")) {
            found.add(Finding.sure(
                    Kind.REDIS_PERSISTENCE_OFF,
                    REDIS,
                    "Redis keeps no append-only file: when it restarts, tasks that it has acknowledged are gone.",
                    "Set appendonly yes: redis-cli CONFIG SET appendonly yes, and in redis.conf; config/redis.conf has what Dibs"
                            + " needs."));
        }
        if (fails(facts, "aof_last_write_status")
                || fails(facts, "aof_last_bgrewrite_status")
                || fails(facts, "rdb_last_bgsave_status")) {
            found.add(Finding.unsure(
                    Kind.REDIS_PERSISTENCE_FAILS,
                    REDIS,
                    "Redis could not write its data to disk the last time.",
                    "See the log of Redis and the free space of its disk; redis-cli INFO persistence tells when it works"
                            + " again."));
        }
    }

    private static boolean fails(Map<String, String> facts, String status) {
        return facts.getOrDefault(status, "ok").equals("err");
    }

    private static long number(Map<String, String> facts, String name) {
        return Long.parseLong(facts.getOrDefault(name, "0"));
    }
}
