package dev.rheo.runtime.report;

import java.util.Base64;

/** HTML written piece by piece: {@link #raw} trusts its argument, {@link #text} never does. */
final class Html {
    private final StringBuilder page = new StringBuilder(1 << 16);

    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    Html text(String text) {
        page.append(escaped(text));
        return this;
    }

    /** An element with nothing but text in it; {@code open} may carry attributes. */
    Html element(String open, String text) {
        int space = open.indexOf(' ');
        String name = space < 0 ? open : open.substring(0, space);
        return raw("<" + open + ">").text(text).raw("</" + name + ">");
    }

    Html pictureSource(byte[] png) {
        return raw("data:image/png;base64,").raw(Base64.getEncoder().encodeToString(png));
    }

    /** Safe between tags and in quoted attributes; control characters that HTML forbids become U+FFFD. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c < ' ' && c != '\n' && c != '\t' && c != '\r' ? '\ufffd' : c);
            }
        }
        return safe.toString();
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
