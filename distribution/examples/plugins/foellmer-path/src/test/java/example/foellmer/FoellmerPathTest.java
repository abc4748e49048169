package example.foellmer;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.path.PathRules;
import dev.rheo.testkit.path.PathSubject;
import java.util.List;

class FoellmerPathTest extends Conformance<PathSubject> {
    @Override
    protected List<Rule<PathSubject>> rules() {
        return PathRules.all();
    }

    @Override
    protected List<Subject<PathSubject>> subjects() {
        return List.of(subject(1e-5), subject(0.001), subject(0.2));
    }

    private static Subject<PathSubject> subject(double cutoff) {
        FoellmerPath.Config config = new FoellmerPath.Config(cutoff);
        return new Subject<>("cutoff " + cutoff, new PathSubject(new FoellmerPath(config), config.traits()));
    }
}
