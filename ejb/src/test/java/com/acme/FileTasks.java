package com.acme;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An application's bean, with methods of every kind. */
public class FileTasks extends BaseTasks<UUID> implements Cleaning {
    public final List<Object> calls = new ArrayList<>();

    public void none() {
        calls.add("none");
    }

    public int add(int a, int b) {
        return a + b;
    }

    public void three(String a, String b, String c) {
        calls.add(a + b + c);
    }

    public void four(String a, String b, String c, String d) {
        calls.add(a + b + c + d);
    }

    public void five(String a, String b, String c, String d, String e) {
        calls.add(a + b + c + d + e);
    }

    public void six(String a, String b, String c, String d, String e, String f) {
        calls.add(a + b + c + d + e + f);
    }

    public void seven(String a, String b, String c, String d, String e, String f, String g) {
        calls.add(a + b + c + d + e + f + g);
    }

    public String eight(String a, String b, String c, String d, String e, String f, String g, String h) {
        return a + b + c + d + e + f + g + h;
    }

    public void sync(UUID repository) {
        calls.add(repository);
    }

    public void sync(UUID repository, String url) {
        calls.add(url);
    }

    public boolean equals(UUID other) {
        return false;
    }

    @Override
    public UUID replaced(UUID item) {
        return item;
    }

    @Override
    public String toString() {
        return "files";
    }

    public void joined(String... parts) {
        calls.add(String.join("", parts));
    }

    public CompletableFuture<String> later() {
        return CompletableFuture.completedFuture("");
    }

    public void failing() throws Exception {
        throw new IOException("disk full");
    }

    void hidden() {}

    public static String shout(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
