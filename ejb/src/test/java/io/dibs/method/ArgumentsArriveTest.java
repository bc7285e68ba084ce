package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is dispatched is what the method gets. */
class ArgumentsArriveTest {
    record Point(int x, int y) {}

    record Pair<A, B>(A first, List<B> rest) {}

    record Request(
            UUID id,
            Optional<String> note,
            OptionalInt limit,
            Duration pause,
            Map<String, Point> points,
            Set<DayOfWeek> days,
            Pair<Instant, Point> pair,
            byte[] bytes,
            char mark) {}

    record Tree(String name, List<Tree> children) {}

    public record Renamed(@JsonbProperty("other-name") String name) {}

    public static class Settings {
        public String name;
        public Pair<UUID, Point> pair;
        public List<Tree> trees;
        public Point nothing;
        private int level;

        public int getLevel() {
            return level;
        }

        public void setLevel(int level) {
            this.level = level;
        }
    }

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "verdant";
            }
        }
    }

    @SuppressWarnings("unused")
    public abstract static class Tasks {
        public abstract void strings(String a);

        public abstract void sequence(CharSequence a);

        public abstract void booleans(boolean a, Boolean b);

        public abstract void numbers(byte a, short b, int c, long d, float e, double f);

        public abstract void wrappers(Byte a, Short b, Integer c, Long d, Float e, Double f);

        public abstract void characters(char a, Character b);

        public abstract void big(BigInteger a, BigDecimal b);

        public abstract void ids(UUID a, URI b, Path c);

        public abstract void times(Instant a, LocalDate b, LocalTime c, LocalDateTime d, OffsetDateTime e);

        public abstract void moreTimes(
                ZonedDateTime a, Duration b, Period c, ZoneId d, Year e, YearMonth f, MonthDay g);

        public abstract void enums(Colour a, DayOfWeek b);

        public abstract void optionals(Optional<UUID> a, OptionalInt b, OptionalLong c, OptionalDouble d);

        public abstract void nested(List<Map<String, Instant>> a);

        public abstract void collections(Set<Long> a, SortedSet<String> b, Deque<Point> c, Iterable<URI> d);

        public abstract void maps(Map<UUID, Point> a, SortedMap<Integer, String> b, EnumMap<Colour, Double> c);

        public abstract void wildcards(List<? extends Point> a, Map<? super String, ?> b);

        public abstract void arrays(int[] a, String[] b, List<Point>[] c, double[][] d);

        public abstract void records(Point a, Pair<UUID, Point> b, Tree c);

        public abstract <T extends Point> void bounded(T a);

        public abstract void request(Request a);

        public abstract void annotated(Renamed a);

        public abstract void beans(Settings a);

        public abstract void json(JsonObject a, JsonValue b);

        public abstract void anything(Object a, Object b, Object c, Object d);
    }

    private final io.dibs.method.Arguments arguments = new io.dibs.method.Arguments(100_000);

    static Stream<Arguments> values() {
        Tree tree = new Tree("root", List.of(new Tree("leaf", List.of()), new Tree(null, null)));
        EnumMap<Colour, Double> byColour = new EnumMap<>(Map.of(Colour.GREEN, 0.1));
        List<String> withNull = Arrays.asList("a", null);
        return Stream.of(
                values("strings", "plain"),
                values("strings", "\"quoted\\ \n\r\t\u0000\u2028 ünï 😀 </script>"),
                values("strings", ""),
                values("strings", (Object) null),
                values("strings", "half a pair: \uD83D, the other: \uDE00"),
                values("sequence", "text"),
                values("booleans", true, false),
                values("booleans", false, null),
                values("numbers", (byte) -1, (short) 2, 3, (1L << 53) + 1, 0.1f, 0.1),
                values(
                        "numbers",
                        Byte.MIN_VALUE,
                        Short.MAX_VALUE,
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        Float.MIN_VALUE,
                        Double.MAX_VALUE),
                values("wrappers", (byte) 1, (short) 2, 3, Long.MIN_VALUE, Float.MAX_VALUE, Double.MIN_VALUE),
                values("wrappers", null, null, null, null, null, null),
                values("characters", 'x', '"'),
                values("characters", '\u0000', null),
                values("big", BigInteger.TWO.pow(200), new BigDecimal("1.10")),
                values("big", BigInteger.ONE.negate(), new BigDecimal("1E+5000")),
                values("ids", UUID.randomUUID(), URI.create("urn:x"), Path.of("/a/b")),
                values(
                        "times",
                        Instant.parse("2026-11-24T03:09:00.123456789Z"),
                        LocalDate.MIN,
                        LocalTime.MAX,
                        LocalDateTime.MAX,
                        OffsetDateTime.parse("2026-11-24T03:09:00+05:30")),
                values("times", Instant.MAX, LocalDate.MAX, LocalTime.MIN, LocalDateTime.MIN, null),
                values(
                        "moreTimes",
                        ZonedDateTime.parse("2026-11-24T03:09:00+01:00[Europe/Paris]"),
                        Duration.ofMillis(-1),
                        Period.ofDays(3),
                        ZoneId.of("Asia/Kolkata"),
                        Year.of(2026),
                        YearMonth.of(2026, 2),
                        MonthDay.of(2, 29)),
                values("enums", Colour.GREEN, DayOfWeek.FRIDAY),
                values(
                        "optionals",
                        Optional.of(UUID.randomUUID()),
                        OptionalInt.of(1),
                        OptionalLong.of(Long.MAX_VALUE),
                        OptionalDouble.of(0.5)),
                values(
                        "optionals",
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty()),
                values("nested", List.of(Map.of("a", Instant.EPOCH), Map.of())),
                values(
                        "collections",
                        Set.of(1L, Long.MAX_VALUE),
                        new TreeSet<>(withoutNull(withNull)),
                        null,
                        new ArrayList<>(List.of(URI.create("a")))),
                values(
                        "maps",
                        Map.of(UUID.randomUUID(), new Point(1, 2)),
                        new TreeMap<>(Map.of(10, "x", 9, "y")),
                        byColour),
                values("wildcards", List.of(new Point(1, 2)), Map.of("a", "b")),
                values(
                        "arrays",
                        new int[] {1, -2},
                        new String[] {"a", null},
                        new List<?>[] {List.of(new Point(1, 2))},
                        new double[][] {{0.1}, {}}),
                values("records", new Point(1, 2), new Pair<>(UUID.randomUUID(), List.of(new Point(3, 4))), tree),
                values("bounded", new Point(1, 2)),
                values("annotated", new Renamed("x")),
                values(
                        "json",
                        Json.createObjectBuilder()
                                .add("a", Json.createObjectBuilder().addNull("b"))
                                .build(),
                        JsonValue.NULL),
                values("anything", "text", true, List.of("a", false), Map.of("k", List.of(Map.of("x", "y")))),
                values("anything", new BigDecimal("9007199254740993"), null, withNull, new LinkedHashMap<>()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesArriveAsTheyWere(String method, Object[] values) {
        TaskTarget target = Targets.of(Tasks.class, method);

        Object[] arrived = arguments.decode(target, arguments.encode(target, values));

        assertThat(arrived)
                .matches(a -> Arrays.deepEquals(a, values), "deeply equal to " + Arrays.deepToString(values));
    }

    @Test
    void aRecordOfEverythingArrives() {
        TaskTarget target = Targets.of(Tasks.class, "request");
        Request request = new Request(
                UUID.randomUUID(),
                Optional.empty(),
                OptionalInt.of(3),
                Duration.ofHours(30),
                Map.of("origin", new Point(0, 0)),
                Set.of(DayOfWeek.MONDAY),
                new Pair<>(Instant.EPOCH, List.of(new Point(1, 1))),
                new byte[] {1, -1},
                'ß');

        Object arrived = arguments.decode(target, arguments.encode(target, new Object[] {request}))[0];

        assertThat(arrived).usingRecursiveComparison().isEqualTo(request);
    }

    @Test
    void aDequeArrivesInItsOrder() {
        TaskTarget target = Targets.of(Tasks.class, "collections");
        Deque<Point> points = new ArrayDeque<>(List.of(new Point(2, 2), new Point(1, 1)));

        Object arrived = arguments.decode(target, arguments.encode(target, new Object[] {null, null, points, null}))[2];

        assertThat((Deque<?>) arrived)
                .isInstanceOf(Deque.class)
                .hasSize(2)
                .first()
                .isEqualTo(new Point(2, 2));
    }

    @Test
    void aClassWithPropertiesArrivesByJsonBindingWithTheRecordsInIt() {
        TaskTarget target = Targets.of(Tasks.class, "beans");
        Settings settings = new Settings();
        settings.name = "n";
        settings.pair = new Pair<>(UUID.fromString("00000000-0000-0001-0000-000000000002"), List.of(new Point(1, 2)));
        settings.trees = List.of(new Tree("t", List.of()));
        settings.setLevel(3);

        String json = arguments.encode(target, new Object[] {settings});

        assertThat(json)
                .isEqualTo("[{\"level\":3,\"name\":\"n\",\"nothing\":null,"
                        + "\"pair\":{\"first\":\"00000000-0000-0001-0000-000000000002\",\"rest\":[{\"x\":1,\"y\":2}]},"
                        + "\"trees\":[{\"name\":\"t\",\"children\":[]}]}]");
        assertThat(arguments.decode(target, json)[0]).usingRecursiveComparison().isEqualTo(settings);
    }

    @Test
    void theJsonIsWhatAPersonWouldWrite() {
        TaskTarget target = Targets.of(Tasks.class, "records");

        String json = arguments.encode(target, new Object[] {new Point(1, 2), null, new Tree("t", List.of())});

        assertThat(json).isEqualTo("[{\"x\":1,\"y\":2},null,{\"name\":\"t\",\"children\":[]}]");
    }

    @Test
    void anAnnotationOfJsonBindingIsFollowed() {
        assertThat(arguments.encode(Targets.of(Tasks.class, "annotated"), new Object[] {new Renamed("x")}))
                .isEqualTo("[{\"other-name\":\"x\"}]");
    }

    @Test
    void whatAnOlderVersionDidNotKnowIsNullEmptyOrZero() {
        TaskTarget target = Targets.of(Tasks.class, "request");

        Request arrived = (Request) arguments.decode(target, "[{\"added-later\":1}]")[0];

        assertThat(arrived.note()).isEmpty();
        assertThat(arrived.limit()).isEmpty();
        assertThat(arrived.id()).isNull();
        assertThat(arrived.mark()).isEqualTo('\u0000');
    }

    private static List<String> withoutNull(List<String> values) {
        return values.stream().filter(value -> value != null).toList();
    }

    private static Arguments values(String method, Object... values) {
        return Arguments.of(method, values == null ? new Object[1] : values);
    }
}
