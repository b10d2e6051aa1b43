using CelebFunctions.Matching;

namespace CelebFunctions.Page.Tests;

[Collection(PageTestGroup.Name)]
public sealed class AnswerTests(PageFixture fixture)
{
    private static readonly string Portrait = Repository.Picture("composite-1.jpg");
    private static readonly string Group = Repository.Picture("group.jpg");

    [Fact]
    public async Task A_chosen_photo_is_answered_by_the_sentence_in_large_letters()
    {
        var page = fixture.Open();

        page.Choose(Portrait);

        var face = (await fixture.AnswerAsync(Portrait)).Faces[0];
        Assert.StartsWith($"You look {face.Matches[0].Percent}% like Ada Quill, but you have Cyrus Vane's eyes", face.Sentence, StringComparison.Ordinal);
        Assert.Equal(Typeset(face.Sentence), page.Sentence);
        Assert.Equal(["Ada Quill", "Cyrus Vane"], page.Texts("#sentence strong"));
        var sizes = page.Ask<double[]>("['#sentence', 'body'].map((part) => parseFloat(getComputedStyle(document.querySelector(part)).fontSize))");
        Assert.InRange(sizes[0] / sizes[1], 2, 5);
    }

    [Fact]
    public async Task Each_match_has_a_name_a_percent_and_a_bar_as_long_as_it_says()
    {
        var page = fixture.Open();

        page.Choose(Portrait);

        var matches = (await fixture.AnswerAsync(Portrait)).Faces[0].Matches;
        Assert.Equal(SampleGallery.Names.Count, matches.Count);
        Assert.Equal(matches.Select(match => match.Person.Name), page.Texts("#matches .name"));
        Assert.Equal(matches.Select(match => $"{match.Percent}%"), page.Texts("#matches .percent"));
        var bars = page.Ask<double[]>("[...document.querySelectorAll('.bar')].map((bar) => 100 * bar.firstChild.clientWidth / bar.clientWidth)");
        Assert.All(matches.Zip(bars), pair => Assert.InRange(pair.Second, pair.First.Percent - 0.5, pair.First.Percent + 0.5));
    }

    [Fact]
    public async Task Each_feature_has_a_row_and_the_spoken_one_stands_out()
    {
        var page = fixture.Open();

        page.Choose(Portrait);

        var features = (await fixture.AnswerAsync(Portrait)).Faces[0].Features;
        Assert.Equal(["eyes", "eyebrows", "nose", "mouth", "jaw"], page.Texts("#features .feature").Select(text => text.ToLowerInvariant()));
        Assert.Equal(features.Select(feature => feature.Person.Name), page.Texts("#features .name"));
        Assert.Equal(features.Select(feature => $"{feature.Percent}%"), page.Texts("#features .percent"));
        Assert.Equal(["eyes"], page.Texts("#features .spoken .feature").Select(text => text.ToLowerInvariant()));
    }

    [Fact]
    public async Task Boxes_and_landmarks_lie_over_the_photo_where_the_answer_says()
    {
        var page = fixture.Open();

        page.Choose(Group);

        AssertOutlined(page, await fixture.AnswerAsync(Group));
    }

    [Fact]
    public async Task A_photo_that_the_camera_turned_is_outlined_on_its_upright_faces()
    {
        using var image = NetVips.Image.NewFromFile(Group);
        using var turned = image.Rot270();
        using var marked = turned.Mutate(fields => fields.Set(NetVips.GValue.GIntType, "orientation", 6));
        var photo = fixture.Write("turned.jpg", marked.JpegsaveBuffer(q: 90));
        var page = fixture.Open();

        page.Choose(photo);

        var (upright, answer) = (await fixture.AnswerAsync(Group), await fixture.AnswerAsync(photo));
        Assert.Equal(upright.Photo, answer.Photo);
        AssertOutlined(page, answer);
        // The same picture, so the same faces: a third of a photo's width would be another face.
        Assert.All(upright.Faces.Zip(answer.Faces), pair => Assert.InRange(pair.Second.Box.X, pair.First.Box.X - 20, pair.First.Box.X + 20));
    }

    [Fact]
    public async Task Of_several_faces_one_is_chosen_by_its_picture_or_by_its_outline()
    {
        var page = fixture.Open();

        page.Choose(Group);

        var faces = (await fixture.AnswerAsync(Group)).Faces;
        Assert.Equal(3, faces.Count);
        Assert.Equal(Typeset(faces[0].Sentence), page.Sentence);
        Assert.Equal(3, page.Texts("#faces label").Length);
        page.Find("#faces label:nth-child(2)").Click();
        AssertChosen(1);
        page.Find("#overlay .face:nth-child(3)").Click();
        AssertChosen(2);

        void AssertChosen(int index)
        {
            Assert.Equal(Typeset(faces[index].Sentence), page.Sentence);
            Assert.Equal(faces[index].Matches[0].Person.Name, page.Texts("#matches .name")[0]);
            Assert.Equal([index], page.Ask<int[]>("[...document.querySelectorAll('#overlay .face')].flatMap((face, at) => face.matches('.chosen') ? [at] : [])"));
            Assert.Equal(index, page.Ask<int>("Number(document.querySelector('#faces :checked').value)"));
        }
    }

    [Fact]
    public void One_face_leaves_nothing_to_choose()
    {
        var page = fixture.Open();

        page.Choose(Portrait);

        Assert.False(page.Shows("#faces"));
    }

    [Fact]
    public void The_time_of_each_step_is_behind_a_summary()
    {
        var page = fixture.Open();
        page.Choose(Portrait);
        Assert.False(page.Shows("#timings"));

        page.Find("summary").Click();

        Assert.Equal(["read", "decode", "detect", "align", "embed", "search", "total", "waited"], page.Texts("#timings tbody th").Select(text => text.ToLowerInvariant()));
        Assert.All(page.Texts("#timings tbody td"), text => Assert.Matches(@"^\d+\.\d ms$", text));
        Assert.Contains("face-embedder@", page.Find("#models").Text, StringComparison.Ordinal);
        Assert.Contains("composites@1.0.0", page.Find("#models").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_of_two_photos_is_the_one_that_is_answered()
    {
        var page = fixture.Open();

        // The first answer comes when the second is on show.
        page.Run("""
            const real = window.fetch;
            window.fetch = async (...call) => {
              window.fetch = real;
              const answer = await real(call[0], { ...call[1], signal: undefined });
              while (document.body.dataset.state !== 'answer') await new Promise((done) => setTimeout(done, 10));
              setTimeout(() => { window.late = true; }, 100);
              return answer;
            };
            """);
        page.Find("#choose").SendKeys(Group);
        page.Choose(Portrait);
        page.WaitUntil("window.late");

        Assert.StartsWith("You look", page.Sentence, StringComparison.Ordinal);
        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, page.Ask<int>("document.querySelectorAll('#overlay .face').length"));
    }

    [Fact]
    public void A_photo_that_the_browser_cannot_show_is_answered_all_the_same()
    {
        using var image = NetVips.Image.NewFromFile(Group);
        var photo = fixture.Write("photo.tif", image.TiffsaveBuffer());
        var page = fixture.Open();

        page.Choose(photo);

        Assert.StartsWith("You look", page.Sentence, StringComparison.Ordinal);
        Assert.False(page.Shows(".frame"));
        Assert.Equal(["1", "2", "3"], page.Texts("#faces label"));
    }

    /// <summary>The page prints what the API types.</summary>
    private static string? Typeset(string? text) => text?.Replace('\'', '’');

    private static void AssertOutlined(Page page, MatchAnswer answer)
    {
        var scale = page.Ask<double>("photo.clientWidth") / answer.Photo.Width;
        Assert.Equal(answer.Photo.Height * scale, page.Ask<double>("photo.clientHeight"), 1.0);
        var boxes = page.Ask<double[][]>(Places("#overlay rect"));
        Assert.Equal(answer.Faces.Count, boxes.Length);
        foreach (var (box, drawn) in answer.Faces.Select(face => face.Box).Zip(boxes))
            AssertNear([box.X * scale, box.Y * scale, box.Width * scale, box.Height * scale], drawn);

        var points = answer.Faces
            .Select(face => face.Landmarks)
            .SelectMany(marks => new[] { marks.LeftEye, marks.RightEye, marks.Nose, marks.LeftMouth, marks.RightMouth })
            .ToArray();
        var dots = page.Ask<double[][]>(Places("#overlay circle"));
        Assert.Equal(points.Length, dots.Length);
        foreach (var (point, dot) in points.Zip(dots))
            AssertNear([point.X * scale, point.Y * scale], [dot[0] + dot[2] / 2, dot[1] + dot[3] / 2]);

        static string Places(string selector) => $$"""
            [...document.querySelectorAll('{{selector}}')].map((shape) => {
              const box = shape.getBoundingClientRect(), image = photo.getBoundingClientRect();
              return [box.x - image.x, box.y - image.y, box.width, box.height];
            })
            """;

        static void AssertNear(double[] expected, double[] actual) =>
            Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - 1, pair.First + 1));
    }
}
