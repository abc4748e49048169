package dev.rheo.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A component of the distribution, as {@code rheo plugins --json} lists it. */
record Installed(String kind, String name) {
    static List<Installed> all() {
        List<Installed> all = new ArrayList<>();
        Map<String, Object> listing =
                Json.object(Distribution.here("plugins", "--json").out());
        for (Object plugin : (List<?>) listing.get("plugins")) {
            for (Object component : (List<?>) ((Map<?, ?>) plugin).get("components")) {
                Map<?, ?> each = (Map<?, ?>) component;
                all.add(new Installed(String.valueOf(each.get("kind")), String.valueOf(each.get("name"))));
            }
        }
        return all;
    }
}
