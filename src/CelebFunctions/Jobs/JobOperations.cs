using System.Text.Json;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Effects;
using CelebFunctions.Http;
using CelebFunctions.Matching;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Jobs;

/// <summary>Does for a job what the function of the same name does for a caller, with the same answer and the same errors.</summary>
public sealed class JobOperations(MatchService matching, EffectService effects, TimeProvider time) : IPhotoOperations
{
    /// <summary>The operation that a batch has unless it asks for another.</summary>
    public const string Match = "match";

    private const string EffectPrefix = "effects/";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    /// <summary>Refuses what would fail for each photo alike.</summary>
    /// <exception cref="ProblemException">The operation, an option, the gallery or the effect is none, or the models are not ready.</exception>
    public async Task CheckAsync(string operation, JsonElement? options, CancellationToken cancellationToken)
    {
        var query = JobOptions.AsQuery(options);
        if (operation == Match)
        {
            await matching.CheckAsync(MatchQuery.Read(query).Gallery, cancellationToken);
            return;
        }
        EffectQuery.Read(query);
        effects.Check(EffectOf(operation));
    }

    public async Task<PhotoOutcome> RunAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        try
        {
            return job.Operation switch
            {
                Match => await PatientlyAsync(() => MatchAsync(job, photo, cancellationToken), cancellationToken),
                var effect => await PatientlyAsync(() => PaintAsync(job, EffectOf(effect), photo, cancellationToken), cancellationToken),
            };
        }
        catch (PhotoException refusal)
        {
            throw new JobException(ProblemCode.For(refusal.Error).Code, refusal.Message);
        }
        catch (ProblemException refusal) when (refusal.Code.Status is >= 400 and < 500)
        {
            throw new JobException(refusal.Code.Code, refusal.Message);
        }
    }

    /// <exception cref="ProblemException"><c>invalid-parameter</c>: it is no effect at all.</exception>
    private static string EffectOf(string operation) => operation.StartsWith(EffectPrefix, StringComparison.Ordinal)
        ? operation[EffectPrefix.Length..]
        : throw new ProblemException(ProblemCode.InvalidParameter, "'operation' must be 'match' or 'effects/' and an effect.")
        {
            Errors = new Dictionary<string, string> { ["operation"] = "must be 'match' or 'effects/' and an effect" },
        };

    private async Task<PhotoOutcome> MatchAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        var answer = await matching.MatchAsync(photo, MatchQuery.Read(JobOptions.AsQuery(job.Options)), job.Job, TimeSpan.Zero, cancellationToken);
        return new(
            JsonSerializer.SerializeToElement(answer, AnswerJson.Default.MatchAnswer),
            null,
            JsonSerializer.SerializeToElement(answer.Models, AnswerJson.Default.ModelsAnswer));
    }

    private async Task<PhotoOutcome> PaintAsync(PhotoJob job, string effect, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        var options = EffectQuery.Read(JobOptions.AsQuery(job.Options));
        var picture = await effects.ApplyAsync(photo, effect, options, PictureFormats.Like, cancellationToken);
        return new(
            null,
            new(picture.Content, PictureFormats.TypeOf(picture.Format), PictureFormats.ExtensionOf(picture.Format)),
            JsonSerializer.SerializeToElement(new(picture.Model), AnswerJson.Default.EffectModelsAnswer));
    }

    /// <summary>Tries again while there is no place: a caller would be asked to come again; a job is here and can wait.</summary>
    private async Task<PhotoOutcome> PatientlyAsync(Func<Task<PhotoOutcome>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (ProblemException busy) when (busy.Code == ProblemCode.Busy)
            {
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }
    }
}
