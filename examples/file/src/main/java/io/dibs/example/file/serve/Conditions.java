package io.dibs.example.file.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

/** What a request makes its answer depend on. */
record Conditions(String ifNoneMatch, long ifModifiedSince, String ifRange) {
    private static final Pattern ETAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

    static Conditions of(HttpServletRequest request) {
        String ifNoneMatch = request.getHeader("If-None-Match");
        return new Conditions(
                ifNoneMatch,
                ifNoneMatch == null ? date(request, "If-Modified-Since") : -1,
                request.getHeader("If-Range"));
    }

    /** A header that is not a date counts as none. */
    private static long date(HttpServletRequest request, String header) {
        try {
            return request.getDateHeader(header);
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** Whether the caller has the file already. */
    boolean isNotModified(ServedFile file) {
        if (ifNoneMatch == null) {
            return ifModifiedSince >= file.lastModifiedMillis();
        }
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        Matcher etags = ETAG.matcher(ifNoneMatch);
        while (etags.find()) {
            if (etags.group(1).equals(file.etag())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the range that the caller wants is of the file that is there now. A date does not tell that for sure. */
    boolean allowsRange(ServedFile file) {
        return ifRange == null || ifRange.equals(file.etag());
    }
}
