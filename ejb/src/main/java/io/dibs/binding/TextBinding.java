package io.dibs.binding;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** A type whose values are JSON strings: what {@code toString} gives, {@code parse} takes. */
record TextBinding(Class<?> type, Function<String, ?> parse) implements KeyBinding {
    private static final Map<Class<?>, TextBinding> KNOWN = new HashMap<>();

    static {
        known(String.class, text -> text);
        known(UUID.class, TextBinding::uuid);
        known(URI.class, URI::create);
        known(Instant.class, Instant::parse);
        known(Duration.class, Duration::parse);
        known(Period.class, Period::parse);
        known(LocalDate.class, LocalDate::parse);
        known(LocalTime.class, LocalTime::parse);
        known(LocalDateTime.class, LocalDateTime::parse);
        known(OffsetTime.class, OffsetTime::parse);
        known(OffsetDateTime.class, OffsetDateTime::parse);
        known(ZonedDateTime.class, ZonedDateTime::parse);
        known(ZoneId.class, ZoneId::of);
        known(ZoneOffset.class, ZoneOffset::of);
        known(Year.class, Year::parse);
        known(YearMonth.class, YearMonth::parse);
        known(MonthDay.class, MonthDay::parse);
        known(Character.class, TextBinding::character);
        known(Path.class, Path::of);
        KNOWN.put(CharSequence.class, new TextBinding(String.class, text -> text));
    }

    /** The binding of a type that is text, or null. */
    static TextBinding of(Class<?> type) {
        return KNOWN.get(type);
    }

    @Override
    public void write(Object value, JsonOutput out) {
        out.string(toKey(value));
    }

    @Override
    public Object read(JsonValue json) {
        if (json instanceof JsonString string) {
            return fromKey(string.getString());
        }
        throw new BindingException(Json.shown(json) + " is no text, as " + type.getName() + " needs");
    }

    @Override
    public String toKey(Object value) {
        if (!type.isInstance(value)) {
            throw Mismatch.of(type, value);
        }
        if (value instanceof Path path && path.getFileSystem() != FileSystems.getDefault()) {
            throw new BindingException("the path " + path + " is not one of the default file system");
        }
        return value.toString();
    }

    @Override
    public Object fromKey(String key) {
        try {
            return parse.apply(key);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new BindingException("\"" + shortened(key) + "\" is no " + type.getName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isExact() {
        return true;
    }

    private static <T> void known(Class<T> type, Function<String, T> parse) {
        KNOWN.put(type, new TextBinding(type, parse));
    }

    /** The JDK's own also takes abbreviated ones, which nobody means. */
    private static UUID uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("it has not 36 characters");
        }
        return UUID.fromString(text);
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("it has not one character");
        }
        return text.charAt(0);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
