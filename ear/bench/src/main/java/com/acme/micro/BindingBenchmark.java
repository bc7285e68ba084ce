package com.acme.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.dibs.TaskMethod;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.method.TaskTarget;

/** From a method reference and arguments to what is stored; and back, to the call of the method. Without a container. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BindingBenchmark {
    /** A type of an argument. */
    public record Range(int from, int to) {}

    /** Tasks. */
    public static final class Chores {
        private Chores() {}

        public static void nothing() {}

        public static int three(String text, long number, Range range) {
            return text.length() + range.to();
        }
    }

    private static final String THREE = BindingBenchmark.class.getName() + "$Chores#three";
    private static final String NOTHING = BindingBenchmark.class.getName() + "$Chores#nothing";

    private final TaskMethods methods =
            new TaskMethods(BindingBenchmark.class::getClassLoader, type -> true, List.of());
    private final Arguments arguments = new Arguments(1 << 20);
    private final String stored = arguments.encode(methods.resolve(THREE), new Object[] {"text", 5L, new Range(1, 2)});

    @Benchmark
    public Object dispatchWithoutArguments() {
        TaskMethod.Static0 method = Chores::nothing;
        return arguments.encode(methods.resolve(method), new Object[0]);
    }

    @Benchmark
    public Object dispatchWithThreeArguments() {
        TaskMethod.Static3<String, Long, Range> method = Chores::three;
        return arguments.encode(methods.resolve(method), new Object[] {"text", 5L, new Range(1, 2)});
    }

    @Benchmark
    public Object runWithoutArguments() throws Throwable {
        return run(NOTHING, "[]");
    }

    @Benchmark
    public Object runWithThreeArguments() throws Throwable {
        return run(THREE, stored);
    }

    private Object run(String name, String json) throws Throwable {
        TaskTarget target = methods.find(name).orElseThrow();
        return arguments.encodeResult(target, target.invoke(null, arguments.decode(target, json)));
    }
}
