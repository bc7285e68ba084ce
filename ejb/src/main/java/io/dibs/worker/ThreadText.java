package io.dibs.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Where threads are, for people. */
final class ThreadText {
    /** The most bytes that it has as UTF-8. */
    static final int MOST_BYTES = 1 << 20;

    private static final String CUT = "\n\n… The rest is left out.";

    private ThreadText() {}

    /** All threads of this process, by name; those first that wait for each other in a circle. */
    static String ofAll() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] deadlocked = threads.findDeadlockedThreads();
        String circle = deadlocked == null
                ? ""
                : Arrays.stream(threads.getThreadInfo(deadlocked))
                        .map(thread -> "\"" + thread.getThreadName() + "\"")
                        .collect(Collectors.joining(", ", "These wait for each other, and so for ever: ", ".\n\n"));
        return bounded(circle
                + Arrays.stream(threads.dumpAllThreads(true, true))
                        .sorted(Comparator.comparing(ThreadInfo::getThreadName))
                        .map(ThreadText::of)
                        .collect(Collectors.joining("\n\n")));
    }

    private static String of(ThreadInfo thread) {
        StringBuilder text =
                new StringBuilder("\"").append(thread.getThreadName()).append("\" ");
        text.append('#').append(thread.getThreadId()).append(' ').append(thread.getThreadState());
        if (thread.getLockName() != null) {
            text.append(", waits for ").append(thread.getLockName());
        }
        if (thread.getLockOwnerName() != null) {
            text.append(", which \"").append(thread.getLockOwnerName()).append("\" has");
        }
        StackTraceElement[] stack = thread.getStackTrace();
        for (int i = 0; i < stack.length; i++) {
            text.append("\n\tat ").append(stack[i]);
            for (MonitorInfo monitor : thread.getLockedMonitors()) {
                if (monitor.getLockedStackDepth() == i) {
                    text.append("\n\t- has ").append(monitor);
                }
            }
        }
        return text.toString();
    }

    static String bounded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_BYTES) {
            return text;
        }
        int end = MOST_BYTES - CUT.getBytes(StandardCharsets.UTF_8).length;
        while ((bytes[end] & 0xC0) == 0x80) { // Not within a character.
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
    }
}
