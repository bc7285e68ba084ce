package io.dibs.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.dibs.QueueConflictException;
import io.dibs.Queues;

/** Queues, over a map. */
class FakeQueues implements Queues {
    /** Since when those are paused that are. */
    final Map<String, Instant> paused = new TreeMap<>();

    private final Runnable check;

    /** @param check fails if there is no Redis */
    FakeQueues(Runnable check) {
        this.check = check;
    }

    @Override
    public List<Queue> list() {
        check.run();
        return Stream.concat(Stream.of("default", "sync"), paused.keySet().stream())
                .distinct()
                .sorted()
                .map(this::find)
                .toList();
    }

    @Override
    public Queue find(String name) {
        check.run();
        if (name.length() > 200) {
            throw new IllegalArgumentException("'" + name + "' is no name of a queue.");
        }
        return new Queue(
                name, 4, 1, 3, 2, 7, Optional.ofNullable(paused.get(name)), Optional.of(Samples.CREATED), 2, 8, 120);
    }

    @Override
    public Queue pause(String name) {
        if (name.equals("one-too-many")) {
            throw new QueueConflictException("There are 1000 paused queues already.");
        }
        find(name);
        paused.putIfAbsent(name, Samples.CREATED);
        return find(name);
    }

    @Override
    public Queue resume(String name) {
        find(name);
        paused.remove(name);
        return find(name);
    }
}
