using System.Text.Json;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Http;
using CelebFunctions.Matching;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Jobs;

/// <summary>Does for a job what the function of the same name does for a caller, with the same answer and the same errors.</summary>
public sealed class JobOperations(MatchService matching, TimeProvider time) : IPhotoOperations
{
    /// <summary>The operation that a batch has unless it asks for another.</summary>
    public const string Match = "match";

    private const string Effects = "effects/";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    /// <summary>Refuses what would fail for each photo alike.</summary>
    /// <exception cref="ProblemException">The operation, an option or the gallery is none, or the models are not ready.</exception>
    public async Task CheckAsync(string operation, JsonElement? options, CancellationToken cancellationToken)
    {
        if (operation != Match)
            throw Unknown(operation);
        await matching.CheckAsync(MatchQuery.Read(JobOptions.AsQuery(options)).Gallery, cancellationToken);
    }

    public async Task<PhotoOutcome> RunAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        try
        {
            return job.Operation switch
            {
                Match => await MatchAsync(job, photo, cancellationToken),
                _ => throw Unknown(job.Operation),
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

    private static ProblemException Unknown(string operation) => operation.StartsWith(Effects, StringComparison.Ordinal)
        ? new(ProblemCode.EffectUnknown, $"There is no effect '{operation[Effects.Length..]}'.")
        : new(ProblemCode.InvalidParameter, "'operation' must be 'match' or 'effects/' and an effect.")
        {
            Errors = new Dictionary<string, string> { ["operation"] = "must be 'match' or 'effects/' and an effect" },
        };

    private async Task<PhotoOutcome> MatchAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        var options = MatchQuery.Read(JobOptions.AsQuery(job.Options));
        while (true)
        {
            try
            {
                var answer = await matching.MatchAsync(photo, options, job.Job, TimeSpan.Zero, cancellationToken);
                return new(
                    JsonSerializer.SerializeToElement(answer, AnswerJson.Default.MatchAnswer),
                    null,
                    JsonSerializer.SerializeToElement(answer.Models, AnswerJson.Default.ModelsAnswer));
            }
            catch (ProblemException busy) when (busy.Code == ProblemCode.Busy)
            {
                // A caller would be asked to come again; a job is here and can wait.
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }
    }
}
