package io.dibs.store;

import java.util.ArrayList;
import java.util.List;

import redis.clients.jedis.Response;
import redis.clients.jedis.resps.Tuple;

/**
 * Finds the parts of a sorted set that differ in size from a sorted list that should be the same: by counting parts, smaller and
 * smaller ones. So a few differences cost a few counts and short reads, however large the set is.
 */
final class DifferingRanges {
    private static final int PARTS = 16;
    private static final int SMALL = 256;

    private DifferingRanges() {}

    /**
     * A part that differs.
     *
     * @param from the place of its first element in the list
     * @param to the place after its last one
     * @param members what the set has there
     */
    record Range(int from, int to, List<DomainChanges.Member> members) {}

    private record Part(int from, int to, String least, String most) {}

    /**
     * Compares.
     *
     * @param scores of the list, in order
     * @param end the largest score that is looked at, as Redis writes it
     */
    static List<Range> find(Redis redis, String key, long[] scores, String end) {
        List<Part> parts = List.of(new Part(0, scores.length, "-inf", end));
        List<Part> small = new ArrayList<>();
        while (!parts.isEmpty()) {
            List<Long> counts = count(redis, key, parts);
            List<Part> smaller = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                if (counts.get(i) != part.to - part.from) {
                    List<Part> split = split(part, scores);
                    (split.size() == 1 ? small : smaller).addAll(split);
                }
            }
            parts = smaller;
        }
        return read(redis, key, small);
    }

    /** Into parts of about the same size; equal scores stay together. */
    private static List<Part> split(Part part, long[] scores) {
        int size = part.to - part.from;
        if (size <= SMALL) {
            return List.of(part);
        }
        List<Part> parts = new ArrayList<>();
        int from = part.from;
        String least = part.least;
        for (int i = 1; i < PARTS; i++) {
            int to = part.from + (int) ((long) size * i / PARTS);
            while (to < part.to && scores[to] == scores[to - 1]) {
                to++;
            }
            if (to > from && to < part.to) {
                parts.add(new Part(from, to, least, "(" + scores[to]));
                from = to;
                least = Long.toString(scores[to]);
            }
        }
        parts.add(new Part(from, part.to, least, part.most));
        return parts;
    }

    private static List<Long> count(Redis redis, String key, List<Part> parts) {
        return redis.call(r -> {
            try (var pipeline = r.pipelined()) {
                List<Response<Long>> counts = parts.stream()
                        .map(part -> pipeline.zcount(key, part.least, part.most))
                        .toList();
                pipeline.sync();
                return counts.stream().map(Response::get).toList();
            }
        });
    }

    private static List<Range> read(Redis redis, String key, List<Part> parts) {
        return redis.call(r -> {
            try (var pipeline = r.pipelined()) {
                List<Response<List<Tuple>>> members = parts.stream()
                        .map(part -> pipeline.zrangeByScoreWithScores(key, part.least, part.most))
                        .toList();
                pipeline.sync();
                List<Range> ranges = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    ranges.add(new Range(
                            parts.get(i).from,
                            parts.get(i).to,
                            members.get(i).get().stream()
                                    .map(DomainChanges.Member::of)
                                    .toList()));
                }
                return ranges;
            }
        });
    }
}
