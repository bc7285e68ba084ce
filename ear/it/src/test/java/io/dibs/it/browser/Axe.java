package io.dibs.it.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** Looks with axe-core for what keeps people from using a page, such as missing names and weak contrasts. */
public final class Axe {
    private static final String SCRIPT = "/axe.min.js";
    private static final String WIDELY_AGREED =
            "{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}";
    private static final String CONTRAST = "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}";

    private final String script;

    public Axe() throws IOException {
        try (InputStream stream = Axe.class.getResourceAsStream(SCRIPT)) {
            script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What is wrong with what the page shows now: one line for each rule, with its severity and where it is broken. */
    public List<String> findings(BrowserPage page) throws Exception {
        return run(page, WIDELY_AGREED);
    }

    /** What of that depends on colours: for a page that was looked at in other colours before. */
    public List<String> contrasts(BrowserPage page) throws Exception {
        return run(page, CONTRAST);
    }

    private List<String> run(BrowserPage page, String rules) throws Exception {
        if (page.evaluate("typeof axe").toString().contains("undefined")) {
            page.evaluate(script + "\n;true");
        }
        JsonArray found = page.evaluate("axe.run(document, {resultTypes: ['violations'], runOnly: " + rules
                        + "}).then(({violations}) => violations.map(({impact, id, help, nodes}) =>"
                        + " ({rule: `${impact} ${id}: ${help}`,"
                        + " where: nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`)})))")
                .asJsonArray();
        return found.stream().map(each -> line(each.asJsonObject())).toList();
    }

    private static String line(JsonObject finding) {
        return finding.getString("rule") + " at "
                + finding.getJsonArray("where").getValuesAs(JsonString.class).stream()
                        .limit(5)
                        .map(JsonString::getString)
                        .collect(Collectors.joining("; "));
    }
}
